using System.ComponentModel;
using HydraBot.Fleet.Containers;
using HydraBot.Governance;
using HydraBot.Governance.Operations;
using Microsoft.Extensions.Options;

namespace HydraBot.Fleet.Networks;

/// <summary>Shows who reaches whom, what of it is wanted, and brings the one to the other.</summary>
internal sealed class NetworkOperations(
    NetworkEngine engine, NetworkPlanStore store, NetworkApplier applier, ContainerFinder finder, IOptions<NetworkOptions> options, TimeProvider time)
{
    /// <summary>The longest watching that the options allow, and the steps of a large house.</summary>
    private const int TimeLimit = 1800;
    private const string WayBack = "every step has its reverse: they are taken back by themselves when one fails or a container does not stay well, and by network.undo later";

    [Operation("network.show", TimeLimitSeconds = 60)]
    [Description("Shows which containers reach which, and what of that is not as the zones want it")]
    public async Task<OperationResult<NetworkReport>> ShowAsync(
        [Description("Whom it reaches and who reaches it; all of them where it is left out"), Suggest<ContainerNames>] string? container = null, CancellationToken cancellationToken = default)
    {
        var (topology, layout) = await ReadAsync(cancellationToken);
        var about = string.IsNullOrWhiteSpace(container) ? null : await AboutAsync(container, topology, cancellationToken);
        var report = await ReportAsync(topology, layout, about, cancellationToken);
        return OperationResult.Of(report, NetworkCards.Of(report));
    }

    [Operation("network.map", TimeLimitSeconds = 60)]
    [Description("Draws the zones, their containers, and who reaches whom")]
    public async Task<OperationResult<NetworkReport>> MapAsync(CancellationToken cancellationToken)
    {
        var (topology, layout) = await ReadAsync(cancellationToken);
        var report = await ReportAsync(topology, layout, null, cancellationToken);
        return OperationResult.Of(report, NetworkCards.Drawn(report));
    }

    [Operation("network.plan", TimeLimitSeconds = 60)]
    [Description("Lists the steps that would make the networks what the zones want; changes nothing")]
    public async Task<OperationResult<NetworkPreviewReport>> PlanAsync(CancellationToken cancellationToken)
    {
        var plan = await FindPlanAsync(cancellationToken);
        long? number = plan.Steps.Count > 0 ? await store.AddAsync(plan.Steps, cancellationToken) : null;
        var preview = new NetworkPreviewReport(number, [.. plan.Steps.Select(step => step.ToString())], plan.Notes, plan.Left);
        return OperationResult.Of(preview, NetworkCards.Of(preview));
    }

    [Operation(
        "network.apply", Access = AccessLevel.Operator, Effect = OperationEffect.Disrupt, TimeLimitSeconds = TimeLimit,
        Rollback = WayBack)]
    [Description("Takes the steps of a plan one after the other, and all of them back when one fails or a container does not stay well")]
    public async Task<OperationResult<NetworkChange>> ApplyAsync(
        [Description("The number of the plan, from network.plan")] long plan, Clearance clearance, IProgress<OperationProgress> progress, CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        var shown = await store.FindAsync(plan, cancellationToken);
        if (shown.State != PlanState.Shown)
            throw new OperationException($"Plan {plan} was {(shown.State == PlanState.Undone ? "taken back" : "begun")} already: `/network plan` makes a new one.");
        if (await store.BegunAsync(cancellationToken) is [var cut, ..])
            throw new OperationException($"Plan {cut.Number} was cut off: `/network resume {cut.Number}` ends it, or `/network undo {cut.Number}` takes it back, before anything new is begun.");
        var (topology, layout) = await ReadAsync(cancellationToken);
        var now = NetworkPlanner.Plan(topology, layout, options.Value.Prefix);
        if (now.Steps.Count != shown.Steps.Count || now.Steps.Zip(shown.Steps).Any(pair => !pair.First.Means(pair.Second)))
            throw new OperationException($"Plan {plan} is not what would be done now: containers, networks or zones changed since. Nothing was changed; look at a new `/network plan`.");
        await applier.ApplyAsync(clearance, shown with { Steps = now.Steps }, topology, layout, progress, cancellationToken);
        return await DoneAsync(plan, now.Steps.Count, [], began, NetworkCards.Applied, cancellationToken);
    }

    [Operation(
        "network.resume", Access = AccessLevel.Operator, Effect = OperationEffect.Disrupt, TimeLimitSeconds = TimeLimit,
        Rollback = WayBack)]
    [Description("Goes on with a network plan that was cut off, and takes all of it back when a step fails or a container does not stay well")]
    public async Task<OperationResult<NetworkChange>> ResumeAsync(
        [Description("The number of the plan")] long plan, Clearance clearance, IProgress<OperationProgress> progress, CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        var cut = await store.FindAsync(plan, cancellationToken);
        if (cut.State != PlanState.Begun)
            throw new OperationException($"Plan {plan} was {cut.State switch { PlanState.Shown => "never begun: `/network apply` begins it", PlanState.Applied => "applied whole: there is nothing left of it", _ => "taken back: `/network plan` makes a new one" }}.");
        var (topology, layout) = await ReadAsync(cancellationToken);
        await applier.ApplyAsync(clearance, cut, topology, layout, progress, cancellationToken);
        return await DoneAsync(plan, cut.Steps.Count, [], began, NetworkCards.Applied, cancellationToken);
    }

    [Operation(
        "network.undo", Access = AccessLevel.Operator, Effect = OperationEffect.Disrupt, TimeLimitSeconds = TimeLimit,
        Rollback = "network.plan and network.apply bring it in again")]
    [Description("Takes back a network plan that was applied or cut off, in reverse order, with the names and addresses from before")]
    public async Task<OperationResult<NetworkChange>> UndoAsync(
        [Description("The number of the plan")] long plan, Clearance clearance, IProgress<OperationProgress> progress, CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        var shown = await store.FindAsync(plan, cancellationToken);
        if (shown.State is PlanState.Shown or PlanState.Undone)
            throw new OperationException($"Plan {plan} {(shown.State == PlanState.Shown ? "was never applied" : "was taken back already")}: there is nothing to take back.");
        var skipped = await applier.UndoAsync(clearance, shown, progress, cancellationToken);
        return await DoneAsync(plan, shown.Begun, skipped, began, NetworkCards.Undone, cancellationToken);
    }

    private async Task<OperationResult<NetworkChange>> DoneAsync(long plan, int steps, IReadOnlyList<string> skipped, long began, Func<NetworkChange, Card> draw, CancellationToken cancellationToken)
    {
        var (topology, layout) = await ReadAsync(cancellationToken);
        var change = new NetworkChange(plan, steps, skipped, NetworkDifference.Of(topology, layout), Math.Round(time.GetElapsedTime(began).TotalSeconds, 1));
        return OperationResult.Of(change, draw(change));
    }

    private async Task<NetworkPlan> FindPlanAsync(CancellationToken cancellationToken)
    {
        if (options.Value.Zones.Count == 0)
            throw new OperationException("No zones are set, so nothing is wanted: name them in Fleet:Networks:Zones, such as `data` with the names of its containers, and whom they talk with.");
        var (topology, layout) = await ReadAsync(cancellationToken);
        return NetworkPlanner.Plan(topology, layout, options.Value.Prefix);
    }

    private async Task<(Topology Topology, Layout Layout)> ReadAsync(CancellationToken cancellationToken)
    {
        var topology = await engine.ReadAsync(cancellationToken);
        return (topology, new Layout(options.Value, topology));
    }

    private async Task<NetworkReport> ReportAsync(Topology topology, Layout layout, NetworkedContainer? about, CancellationToken cancellationToken) =>
        NetworkReport.Of(topology, layout, [.. (await store.BegunAsync(cancellationToken)).Select(plan => plan.Number)], about);

    private async Task<NetworkedContainer> AboutAsync(string wanted, Topology topology, CancellationToken cancellationToken)
    {
        var found = await finder.FindHereAsync(wanted, cancellationToken);
        return topology.Containers.FirstOrDefault(container => container.Id == found.Id)
            ?? throw new OperationException($"`{found.Name}` is a worker of the sandbox, or was removed just now; its networks are not looked at.");
    }
}
