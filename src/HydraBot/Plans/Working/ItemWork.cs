using System.Globalization;
using System.Text.Json;
using HydraBot.Governance;
using HydraBot.Governance.Access;
using HydraBot.Governance.Journal;
using HydraBot.Governance.Operations;
using HydraBot.Hosting;
using HydraBot.Hosting.Steps;

namespace HydraBot.Plans.Working;

/// <summary>Takes one item down the road, on behalf of whoever wrote the plan and with no more than they may at that moment.</summary>
internal sealed class ItemWork(
    GovernedExecutor road, StepRoad steps, OperationJson json, IEnumerable<IAccessSource> people, PlanRecord record, TimeProvider time)
{
    private const string Chat = "chat";

    private readonly CallersNow _people = new(people);

    /// <summary>The request of an item's next turn. It is asked for under the plan's owner: what they may, a model's tools may at most.</summary>
    public async Task<OperationRequest> PrepareAsync(Plan plan, PlanItem item, CancellationToken cancellationToken)
    {
        var caller = await _people.FindAsync(plan.Caller, cancellationToken);
        var arguments = item.Operation is null
            ? JsonSerializer.SerializeToElement(new GoalArguments(GoalPrompt.Of(plan, item, await record.CallsAsync(plan, item, cancellationToken)), Fresh: true), PlansJson.Default.GoalArguments)
            : JsonElement.Parse(item.Arguments ?? "{}");
        return OperationRequest.Create(item.Operation ?? Chat, arguments, caller, Door.Schedule, time, PlanRecord.Correlation(plan.Number, item.Place));
    }

    /// <summary>Runs it and tells what became of it.</summary>
    public async Task<ItemEnd> RunAsync(Plan plan, PlanItem item, OperationRequest request, CancellationToken cancellationToken)
    {
        var before = item.Operation is null ? (await record.CallsAsync(plan, item, cancellationToken)).Count : 0;
        var outcome = await road.ExecuteAsync(request, progress: null, cancellationToken);
        // What ran is told, whether or not anybody still waits for it.
        return item.Operation is null ? await GoalEndAsync(plan, item, outcome, before, CancellationToken.None) : Of(steps.Of(request.Operation, outcome));
    }

    /// <summary>What became of an item that was begun or waits, as the record has it.</summary>
    public async Task<ItemEnd> LookAsync(Plan plan, PlanItem item, CancellationToken cancellationToken)
    {
        if (item.State == PlanItemState.Waiting && await record.IsPendingAsync(plan, item, cancellationToken))
            return new ItemEnd(PlanItemState.Waiting, item.Told);
        var found = item.RequestId is { } id ? await record.OfAsync(plan, item, id, cancellationToken) : new RecordedEnd(null, false, "");
        var end = Of(steps.Of(item.Operation ?? Chat, found));
        if (found.IsOpen)
            return new ItemEnd(PlanItemState.Waiting, item.State == PlanItemState.Waiting ? item.Told : end.Told);
        // What waited was counted when it was asked for.
        var cost = item.State == PlanItemState.Begun ? end.Steps : 0;
        return item.Operation is null && found.State is not null ? await GoalLookAsync(plan, item, found, (int)cost, cancellationToken) : end with { Steps = cost };
    }

    private static ItemEnd Of(StepEnd end) => new(
        end.State switch
        {
            StepState.Open => PlanItemState.Open,
            StepState.Waiting => PlanItemState.Waiting,
            StepState.Done => PlanItemState.Done,
            StepState.Failed => PlanItemState.Failed,
            StepState.Refused => PlanItemState.Refused,
            _ => PlanItemState.CutOff,
        }, end.Told, end.Steps)
    { Halted = end.Halted };

    private async Task<ItemEnd> GoalEndAsync(Plan plan, PlanItem item, OperationOutcome outcome, int before, CancellationToken cancellationToken)
    {
        if (outcome is OperationOutcome.Refused or OperationOutcome.Waiting)
            return Of(steps.Of(Chat, outcome));
        var calls = await record.CallsAsync(plan, item, cancellationToken);
        var cost = 1 + calls.Count - before;
        var (text, tokens) = outcome is OperationOutcome.Done done ? Answer(done.Result) : ("", 0);
        if (calls.Where(call => call.IsOpen).ToArray() is { Length: > 0 } open)
            return new ItemEnd(PlanItemState.Waiting, steps.Short($"It waits for a decision about {string.Join(", ", open.Select(call => $"`{call.Operation}`"))}."), cost, tokens);
        var verdict = GoalVerdict.Of(text, calls);
        return outcome switch
        {
            OperationOutcome.Done => new ItemEnd(verdict.State, steps.Short(verdict.Told), cost, tokens),
            OperationOutcome.Failed failed => new ItemEnd(PlanItemState.Failed, steps.Short(Did(failed.Message, calls)), cost, tokens),
            OperationOutcome.Cancelled cancelled when calls.Any(call => call.Acted) => new ItemEnd(PlanItemState.CutOff, steps.Short(Did($"Cut off in the middle; it was not run again. {cancelled.Message}", calls)), cost, tokens),
            OperationOutcome.Cancelled { Cause: CancelCause.TimeLimit } cancelled => new ItemEnd(PlanItemState.Failed, steps.Short(cancelled.Message), cost, tokens),
            _ => new ItemEnd(PlanItemState.Open, "", cost, tokens),
        };
    }

    private async Task<ItemEnd> GoalLookAsync(Plan plan, PlanItem item, RecordedEnd found, int cost, CancellationToken cancellationToken)
    {
        var calls = await record.CallsAsync(plan, item, cancellationToken);
        if (calls.Any(call => call.IsOpen))
            return new ItemEnd(PlanItemState.Waiting, item.Told.Length > 0 ? item.Told : "It waits for a decision.", cost);
        if (item.State == PlanItemState.Waiting)
        {
            // People have decided, and the model hears what: it goes on where the plan still does.
            return plan.State == PlanState.Running && item.Turns < GoalPrompt.MostTurns
                ? new ItemEnd(PlanItemState.Open, "")
                : new ItemEnd(PlanItemState.Unsure, steps.Short(Did("People have decided, and the plan was over before the model could go on.", calls)));
        }

        return found.State switch
        {
            RequestState.Failed => new ItemEnd(PlanItemState.Failed, steps.Short(Did(found.Words, calls)), cost),
            RequestState.Refused => new ItemEnd(PlanItemState.Refused, steps.Short(found.Words), cost),
            _ when calls.Any(call => call.Acted) => new ItemEnd(PlanItemState.CutOff, steps.Short(Did("Cut off in the middle; it was not run again.", calls)), cost),
            _ => new ItemEnd(PlanItemState.Open, "", cost),
        };
    }

    private (string Text, long Tokens) Answer(OperationResult result)
    {
        var answer = JsonSerializer.SerializeToElement(result.Value, json.Options.GetTypeInfo(result.Value.GetType()));
        return (answer.TryGetProperty("text", out var text) ? text.GetString() ?? "" : "", Number(answer, "inputTokens") + Number(answer, "outputTokens"));
    }

    private static long Number(JsonElement answer, string name) => answer.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetInt64() : 0;

    private static string Did(string words, IReadOnlyList<RecordedCall> calls) => calls.All(call => !call.Acted)
        ? words
        : string.Create(CultureInfo.InvariantCulture, $"{words} What it did: {string.Join("; ", calls.Where(call => call.Acted))}.");
}
