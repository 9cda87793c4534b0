using System.Globalization;
using System.Text.Json;
using HydraBot.Governance;
using HydraBot.Governance.Access;
using HydraBot.Governance.Audit;
using HydraBot.Governance.Journal;
using HydraBot.Governance.Operations;
using HydraBot.Hosting;

namespace HydraBot.Plans.Working;

/// <summary>Takes one item down the road, on behalf of whoever wrote the plan and with no more than they may at that moment.</summary>
internal sealed class ItemWork(
    GovernedExecutor road, OperationCatalog catalog, OperationJson json, IEnumerable<IAccessSource> people, PlanRecord record, SecretMask mask, TimeProvider time)
{
    private const string Chat = "chat";
    private const int LongestTold = 240;

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
        return item.Operation is null ? await GoalEndAsync(plan, item, outcome, before, CancellationToken.None) : CallEnd(item, outcome);
    }

    /// <summary>What became of an item that was begun or waits, as the record has it.</summary>
    public async Task<ItemEnd> LookAsync(Plan plan, PlanItem item, CancellationToken cancellationToken)
    {
        if (item.State == PlanItemState.Waiting && await record.IsPendingAsync(plan, item, cancellationToken))
            return new ItemEnd(PlanItemState.Waiting, item.Told);
        var found = item.RequestId is { } id ? await record.OfAsync(plan, item, id, cancellationToken) : new RecordedEnd(null, false, "");
        if (found.IsOpen)
            return new ItemEnd(PlanItemState.Waiting, item.State == PlanItemState.Waiting ? item.Told : "It waits for a decision.");
        var steps = item.State == PlanItemState.Begun && found.State is not null ? 1 : 0;
        return found.State switch
        {
            null => new ItemEnd(PlanItemState.Open, ""),
            _ when item.Operation is null => await GoalLookAsync(plan, item, found, steps, cancellationToken),
            RequestState.Done => new ItemEnd(PlanItemState.Done, "Done, as the record has it.", steps),
            RequestState.Failed => new ItemEnd(PlanItemState.Failed, Short(found.Words), steps),
            RequestState.Refused => new ItemEnd(PlanItemState.Refused, Short(found.Words), steps),
            _ when !found.Ran || IsRead(item) => new ItemEnd(PlanItemState.Open, "", steps),
            _ => new ItemEnd(PlanItemState.CutOff, Short($"Cut off in the middle; it was not run again. {found.Words}"), steps),
        };
    }

    private ItemEnd CallEnd(PlanItem item, OperationOutcome outcome) => outcome switch
    {
        OperationOutcome.Done done => new ItemEnd(PlanItemState.Done, Short(Words(done.Result.Card)), 1),
        OperationOutcome.Waiting waiting => new ItemEnd(PlanItemState.Waiting, $"It waits for a decision until <t:{waiting.Approval.ExpiresAt.ToUnixTimeSeconds()}:t>.", 1),
        OperationOutcome.Refused { Refusal.Kind: RefusalKind.Stopped } => new ItemEnd(PlanItemState.Open, "") { Halted = true },
        OperationOutcome.Refused refused => new ItemEnd(PlanItemState.Refused, Short(refused.Refusal.Message), 1),
        OperationOutcome.Failed failed => new ItemEnd(PlanItemState.Failed, Short(failed.Message), 1),
        OperationOutcome.Cancelled cancelled when !IsRead(item) => new ItemEnd(PlanItemState.CutOff, Short($"Cut off in the middle; it was not run again. {cancelled.Message}"), 1),
        OperationOutcome.Cancelled { Cause: CancelCause.TimeLimit } cancelled => new ItemEnd(PlanItemState.Failed, Short(cancelled.Message), 1),
        _ => new ItemEnd(PlanItemState.Open, "", 1),
    };

    private async Task<ItemEnd> GoalEndAsync(Plan plan, PlanItem item, OperationOutcome outcome, int before, CancellationToken cancellationToken)
    {
        if (outcome is OperationOutcome.Refused or OperationOutcome.Waiting)
            return CallEnd(item, outcome);
        var calls = await record.CallsAsync(plan, item, cancellationToken);
        var steps = 1 + calls.Count - before;
        var (text, tokens) = outcome is OperationOutcome.Done done ? Answer(done.Result) : ("", 0);
        if (calls.Where(call => call.IsOpen).ToArray() is { Length: > 0 } open)
            return new ItemEnd(PlanItemState.Waiting, Short($"It waits for a decision about {string.Join(", ", open.Select(call => $"`{call.Operation}`"))}."), steps, tokens);
        var verdict = GoalVerdict.Of(text, calls);
        return outcome switch
        {
            OperationOutcome.Done => new ItemEnd(verdict.State, Short(verdict.Told), steps, tokens),
            OperationOutcome.Failed failed => new ItemEnd(PlanItemState.Failed, Short(Did(failed.Message, calls)), steps, tokens),
            OperationOutcome.Cancelled cancelled when calls.Any(call => call.Acted) => new ItemEnd(PlanItemState.CutOff, Short(Did($"Cut off in the middle; it was not run again. {cancelled.Message}", calls)), steps, tokens),
            OperationOutcome.Cancelled { Cause: CancelCause.TimeLimit } cancelled => new ItemEnd(PlanItemState.Failed, Short(cancelled.Message), steps, tokens),
            _ => new ItemEnd(PlanItemState.Open, "", steps, tokens),
        };
    }

    private async Task<ItemEnd> GoalLookAsync(Plan plan, PlanItem item, RecordedEnd found, int steps, CancellationToken cancellationToken)
    {
        var calls = await record.CallsAsync(plan, item, cancellationToken);
        if (calls.Any(call => call.IsOpen))
            return new ItemEnd(PlanItemState.Waiting, item.Told.Length > 0 ? item.Told : "It waits for a decision.", steps);
        if (item.State == PlanItemState.Waiting)
        {
            // People have decided, and the model hears what: it goes on where the plan still does.
            return plan.State == PlanState.Running && item.Turns < GoalPrompt.MostTurns
                ? new ItemEnd(PlanItemState.Open, "")
                : new ItemEnd(PlanItemState.Unsure, Short(Did("People have decided, and the plan was over before the model could go on.", calls)));
        }

        return found.State switch
        {
            RequestState.Failed => new ItemEnd(PlanItemState.Failed, Short(Did(found.Words, calls)), steps),
            RequestState.Refused => new ItemEnd(PlanItemState.Refused, Short(found.Words), steps),
            _ when calls.Any(call => call.Acted) => new ItemEnd(PlanItemState.CutOff, Short(Did("Cut off in the middle; it was not run again.", calls)), steps),
            _ => new ItemEnd(PlanItemState.Open, "", steps),
        };
    }

    private (string Text, long Tokens) Answer(OperationResult result)
    {
        var answer = JsonSerializer.SerializeToElement(result.Value, json.Options.GetTypeInfo(result.Value.GetType()));
        return (answer.TryGetProperty("text", out var text) ? text.GetString() ?? "" : "", Number(answer, "inputTokens") + Number(answer, "outputTokens"));
    }

    private static long Number(JsonElement answer, string name) => answer.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetInt64() : 0;

    private bool IsRead(PlanItem item) => catalog.TryFind(item.Operation ?? Chat, out var operation) && operation.Effect == OperationEffect.Read;

    private static string Did(string words, IReadOnlyList<RecordedCall> calls) => calls.All(call => !call.Acted)
        ? words
        : string.Create(CultureInfo.InvariantCulture, $"{words} What it did: {string.Join("; ", calls.Where(call => call.Acted))}.");

    private static string Words(Card card) => string.IsNullOrWhiteSpace(card.Text) || card.Plain ? card.Spoken ?? card.Title : $"{card.Title}: {card.Text}";

    /// <summary>On one line, without secrets, and short: the record has all of it.</summary>
    private string Short(string words)
    {
        var line = string.Join(' ', mask.Apply(words.Replace("\0", "", StringComparison.Ordinal)).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return line.Length <= LongestTold ? line : $"{line[..(LongestTold - 1)].TrimEnd()}…";
    }
}
