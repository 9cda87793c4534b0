using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using HydraBot.Governance;
using HydraBot.Governance.Approvals;
using HydraBot.Governance.Operations;
using HydraBot.Plans.Reading;
using HydraBot.Plans.Stored;
using HydraBot.Plans.Working;
using Microsoft.Extensions.Options;

namespace HydraBot.Plans.Operations;

/// <summary>What an owner does with plans.</summary>
internal sealed class PlanOperations(
    PlanReader reader, PlanStore store, PlanFolders folders, PlanRecord record, PlanSignal signal, ApprovalDesk desk, IOptions<PlansOptions> options, TimeProvider time)
{
    private const string UntilHelp = "When to stop: 06:30, 8h, or 2026-01-31T06:00Z";

    [Operation("plan.start", Access = AccessLevel.Owner, Effect = OperationEffect.Change, Form = true)]
    [Description("Starts a work plan: goals, or the open boxes of a Markdown file, one after the other")]
    public async Task<OperationResult<PlanView>> StartAsync(
        Clearance clearance,
        [Description("A goal a line, in words or as a call such as `host.status`"), MaxLength(20_000)] string? goals = null,
        [Description("Instead: a Markdown file with boxes in one of the folders for plans"), MaxLength(500), Suggest<PlanFiles>] string? file = null,
        [Description(UntilHelp), MaxLength(40)] string? until = null,
        [Description("How many operations it may ask for"), Range(1, 10_000)] int? steps = null,
        [Description("How many tokens models may use for it"), Range(1, 1_000_000_000)] long? tokens = null,
        CancellationToken cancellationToken = default)
    {
        if (string.IsNullOrWhiteSpace(goals) == string.IsNullOrWhiteSpace(file))
            throw OperationException.WrongArguments(["A plan is either 'goals', a line each, or a 'file' with boxes; give one of the two."]);
        var now = time.GetUtcNow();
        var stop = StopTime.Read(until, now, options.Value);
        var (path, items) = string.IsNullOrWhiteSpace(file) ? (null, reader.Read(goals!)) : await reader.ReadFileAsync(file, cancellationToken);
        var plan = await store.AddAsync(
            new Plan
            {
                Number = 0,
                State = PlanState.Running,
                Caller = clearance.Caller with { Channel = null },
                File = path,
                Until = stop,
                MostSteps = steps ?? options.Value.Steps,
                MostTokens = tokens ?? options.Value.Tokens,
                Steps = 0,
                Tokens = 0,
                Why = "",
                StartedAt = now,
                Items = items,
            },
            cancellationToken) ?? throw await BusyAsync(cancellationToken);
        signal.Wake();
        return Answer(plan);
    }

    [Operation("plan.show", Access = AccessLevel.Operator)]
    [Description("Shows a work plan: each item and what became of it")]
    public async Task<OperationResult<PlanView>> ShowAsync(
        [Description("Its number; the newest where you leave it out"), Range(1, long.MaxValue)] long? plan = null, CancellationToken cancellationToken = default) =>
        Answer(await FindAsync(plan, cancellationToken));

    [Operation("plan.stop", Access = AccessLevel.Operator, Effect = OperationEffect.Change)]
    [Description("Stops the work plan that runs: what runs is cut off, what waits for people is taken back")]
    public async Task<OperationResult<PlanView>> StopAsync(Clearance clearance, CancellationToken cancellationToken)
    {
        var plan = await store.RunningAsync(cancellationToken) ?? await WaitingAsync(cancellationToken) ?? throw new OperationException("No plan runs.");
        await store.EndAsync(plan.Number, PlanState.Stopped, $"{clearance.Caller.Name} stopped it.", time.GetUtcNow(), cancellationToken);
        await signal.CutAsync(plan.Number);
        foreach (var item in plan.Items)
        {
            // It was the plan that asked, on behalf of its owner, so it is the plan that takes it back.
            foreach (var approval in await record.PendingAsync(plan, item, cancellationToken))
                await desk.WithdrawAsync(approval.Id, approval.Request.Caller, cancellationToken);
        }

        signal.Wake();
        return Answer(await FindAsync(plan.Number, cancellationToken));
    }

    [Operation("plan.resume", Access = AccessLevel.Owner, Effect = OperationEffect.Change)]
    [Description("Goes on with a work plan that ended before all was reached, under a new stop time and budget")]
    public async Task<OperationResult<PlanView>> ResumeAsync(
        Clearance clearance,
        [Description("Its number; the newest where you leave it out"), Range(1, long.MaxValue)] long? plan = null,
        [Description(UntilHelp), MaxLength(40)] string? until = null,
        [Description("How many more operations it may ask for"), Range(1, 10_000)] int? steps = null,
        [Description("How many more tokens models may use for it"), Range(1, 1_000_000_000)] long? tokens = null,
        CancellationToken cancellationToken = default)
    {
        var found = await FindAsync(plan, cancellationToken);
        if (found.State == PlanState.Running)
            throw new OperationException($"Plan {found.Number} runs.");
        if (found.Items.All(item => item.State != PlanItemState.NotReached))
            throw new OperationException($"Of plan {found.Number} everything was reached; nothing is left to go on with.");
        var next = found with
        {
            Caller = clearance.Caller with { Channel = null },
            Until = StopTime.Read(until, time.GetUtcNow(), options.Value),
            MostSteps = found.Steps + (steps ?? options.Value.Steps),
            MostTokens = found.Tokens + (tokens ?? options.Value.Tokens),
        };
        if (!await store.ResumeAsync(next, cancellationToken))
            throw await BusyAsync(cancellationToken);
        signal.Wake();
        return Answer(await FindAsync(found.Number, cancellationToken));
    }

    [Operation("plan.tick", Access = AccessLevel.Operator, Effect = OperationEffect.Change)]
    [Description("Ticks the box of an item that is done, in the file of its plan; the house does it by itself")]
    public async Task<OperationResult<PlanTicked>> TickAsync(
        [Description("The number of the plan"), Range(1, long.MaxValue)] long plan, [Description("The place of the item"), Range(1, 10_000)] int item, Clearance clearance,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(clearance);
        var found = await FindAsync(plan, cancellationToken);
        if (found.File is not { } file)
            throw new OperationException($"Plan {plan} has no file.");
        if (found.Items.FirstOrDefault(one => one.Place == item) is not { State: PlanItemState.Done } done)
            throw new OperationException($"Item {item} of plan {plan} is not done.");
        if (!await folders.TickAsync(file, done.Line, done.Text, cancellationToken))
            throw new OperationException($"'{file}' was changed, and has no open box of item {item} any more.");
        await store.TickAsync(plan, item, PlanTick.Ticked, cancellationToken);
        return OperationResult.Of(new PlanTicked(plan, item, file), new Card { Title = "Ticked", Severity = CardSeverity.Good, Text = $"☑ {done.Text}" });
    }

    private static OperationResult<PlanView> Answer(Plan plan) => OperationResult.Of(PlanView.Of(plan), PlanCard.Draw(plan));

    private async Task<Plan> FindAsync(long? number, CancellationToken cancellationToken) =>
        await (number is { } given ? store.FindAsync(given, cancellationToken) : store.LatestAsync(cancellationToken))
        ?? throw OperationException.WrongArgument(number is { } wanted ? $"There is no plan {wanted}." : "There is no plan yet; plan.start begins one.");

    /// <summary>One that is over, and of which something waits for people still.</summary>
    private async Task<Plan?> WaitingAsync(CancellationToken cancellationToken) =>
        (await store.OpenAsync(cancellationToken)).FirstOrDefault(plan => plan.Items.Any(item => item.State == PlanItemState.Waiting));

    private async Task<OperationException> BusyAsync(CancellationToken cancellationToken) =>
        new($"Plan {(await store.RunningAsync(cancellationToken))?.Number} still runs or waits for people; one plan is worked on at a time, and plan.stop ends it.");
}
