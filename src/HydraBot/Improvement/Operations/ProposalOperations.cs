using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Text.Json;
using HydraBot.Governance;
using HydraBot.Governance.Emergency;
using HydraBot.Governance.Operations;
using HydraBot.Hosting.Tuning;
using HydraBot.Improvement.Proposals;
using Description = System.ComponentModel.DescriptionAttribute;

namespace HydraBot.Improvement.Operations;

/// <summary>Proposals and their way into force.</summary>
internal sealed class ProposalOperations(ProposalDesk desk, EmergencyStop stop, ITuning tuning)
{
    [Operation("improvement.propose", Access = AccessLevel.Operator, Effect = OperationEffect.Change, Form = true, Toolset = "improvement")]
    [Description("Proposes a change of tunables (config, prompt, routing) or of the code; it is tested before anybody may deploy it")]
    public async Task<OperationResult<ProposalView>> ProposeAsync(
        [Description("What it changes")] ProposalKind kind,
        [Description("One line"), MinLength(1), MaxLength(ProposalDraft.LongestTitle)] string title,
        [Description("Why it should be better"), MinLength(1), MaxLength(ProposalDraft.LongestDescription)] string description,
        Clearance clearance,
        [Description("New values by tunable, as a JSON object")] JsonElement? changes = null,
        [Description("Code alone: a unified diff"), MaxLength(ProposalDraft.LongestPatch)] string? patch = null,
        CancellationToken cancellationToken = default)
    {
        var draft = ProposalDraft.Read(tuning.Current.Catalog, kind, title, description, Parsed(changes), patch);
        return await ViewAsync(await desk.ProposeAsync(clearance, draft, null, null, cancellationToken), cancellationToken);
    }

    [Operation("improvement.test", Access = AccessLevel.Operator, Effect = OperationEffect.Change, TimeLimitSeconds = 7200)]
    [Description("Tests a proposal against what is in force: on open items, afresh on sealed ones, and on everything else")]
    public async Task<OperationResult<ProposalView>> TestAsync(
        [Description("Number or id of the proposal")] string proposal, Clearance clearance, IProgress<OperationProgress> progress, CancellationToken cancellationToken = default) =>
        await ViewAsync(await desk.TestAsync(clearance, await desk.FindAsync(proposal, cancellationToken), progress, cancellationToken), cancellationToken);

    [Operation("improvement.deploy", Access = AccessLevel.Operator, Effect = OperationEffect.Disrupt, TimeLimitSeconds = 300)]
    [Description("Puts a validated proposal into force, under watch")]
    public async Task<OperationResult<ProposalView>> DeployAsync(
        [Description("Number or id of the proposal")] string proposal, Clearance clearance, CancellationToken cancellationToken = default)
    {
        var found = await desk.FindAsync(proposal, cancellationToken);
        if (found.Kind == ProposalKind.Code)
            throw new OperationException($"Proposal {found.Number} is code; improvement.release deploys it, with an Owner's word.");
        return await ViewAsync(await desk.DeployAsync(clearance, found, cancellationToken), cancellationToken);
    }

    [Operation("improvement.release", Access = AccessLevel.Operator, Effect = OperationEffect.Disrupt, TimeLimitSeconds = 3600)]
    [Description("Commits a validated code patch and restarts into it, under the watchdog")]
    public async Task<OperationResult<ProposalView>> ReleaseAsync(
        [Description("Number or id of the proposal")] string proposal, Clearance clearance, CancellationToken cancellationToken = default)
    {
        var found = await desk.FindAsync(proposal, cancellationToken);
        if (found.Kind != ProposalKind.Code)
            throw new OperationException($"Proposal {found.Number} is no code; improvement.deploy deploys it.");
        return await ViewAsync(await desk.DeployAsync(clearance, found, cancellationToken), cancellationToken);
    }

    [Operation("improvement.rollback", Access = AccessLevel.Operator, Effect = OperationEffect.Change, TimeLimitSeconds = 300)]
    [Description("Brings back what was in force before a proposal")]
    public async Task<OperationResult<ProposalView>> RollBackAsync(
        [Description("Number or id of the proposal")] string proposal, Clearance clearance, [Description("Why"), MaxLength(500)] string reason = "it was asked for",
        CancellationToken cancellationToken = default) =>
        await ViewAsync(await desk.RollBackAsync(clearance, await desk.FindAsync(proposal, cancellationToken), reason, cancellationToken), cancellationToken);

    /// <remarks>
    /// Its name puts it among the handles of the stop, which run while it is pulled, and never by delegation; as it disrupts, the law has an Operator agree with
    /// their own hand, whoever asks. Schedules do not ask: a stop means that the house leaves its hands off.
    /// </remarks>
    [Operation("emergency.rollback", Access = AccessLevel.Operator, Effect = OperationEffect.Disrupt, TimeLimitSeconds = 300)]
    [Description("Brings back what was in force before a proposal while the emergency stop is pulled, once an Operator agrees on Discord")]
    public async Task<OperationResult<ProposalView>> RollBackStoppedAsync(
        [Description("Number or id of the proposal")] string proposal, Clearance clearance, [Description("Why"), MaxLength(500)] string reason = "the emergency stop was pulled",
        CancellationToken cancellationToken = default)
    {
        if (!stop.IsStopped)
            throw new OperationException("The emergency stop is not pulled; improvement.rollback brings it back.");
        return await ViewAsync(await desk.RollBackAsync(clearance, await desk.FindAsync(proposal, cancellationToken), reason, cancellationToken), cancellationToken);
    }

    [Operation("improvement.keep", Access = AccessLevel.Operator, Effect = OperationEffect.Change)]
    [Description("Ends the watch over a deployed proposal, for good")]
    public async Task<OperationResult<ProposalView>> KeepAsync(
        [Description("Number or id of the proposal")] string proposal, Clearance clearance, [Description("Why"), MaxLength(500)] string reason = "it was asked for",
        CancellationToken cancellationToken = default) =>
        await ViewAsync(await desk.KeepAsync(clearance, await desk.FindAsync(proposal, cancellationToken), reason, cancellationToken), cancellationToken);

    [Operation("improvement.proposals")]
    [Description("Lists proposals, the newest first")]
    public async Task<OperationResult<ProposalList>> ListAsync(
        [Description("Only those that stand here")] ProposalState? state = null, [Description("How many"), Range(1, 500)] int limit = 20, CancellationToken cancellationToken = default)
    {
        var proposals = await desk.Store.ListAsync(state, limit, cancellationToken);
        return OperationResult.Of(new ProposalList([.. proposals.Select(ProposalLine.Of)]), new Card
        {
            Title = proposals.Count == 0 ? "There is no proposal" : "Proposals",
            Text = string.Join('\n', proposals.Take(20).Select(one => string.Create(CultureInfo.InvariantCulture, $"**{one.Number}** {one.Title} · {ProposalPage.Words(one.State)}"))),
        });
    }

    [Operation("improvement.proposal")]
    [Description("Shows a proposal with its difference, its numbers and all that happened to it")]
    public async Task<OperationResult<ProposalView>> ShowAsync([Description("Number or id of the proposal")] string proposal, CancellationToken cancellationToken = default) =>
        await ViewAsync(await desk.FindAsync(proposal, cancellationToken), cancellationToken);

    [Operation("improvement.explain", Toolset = "improvement")]
    [Description("Says why a proposal was kept, rejected or rolled back, with the numbers")]
    public async Task<OperationResult<Explanation>> ExplainAsync([Description("Number or id of the proposal")] string proposal, CancellationToken cancellationToken = default)
    {
        var found = await desk.FindAsync(proposal, cancellationToken);
        var steps = await desk.Store.TransitionsAsync(found.Id, cancellationToken);
        var why = steps.Select(step => string.Create(CultureInfo.InvariantCulture, $"{ProposalPage.Words(step.To)} ({step.At:yyyy-MM-dd HH:mm}Z, {step.By}): {step.Reason}")).ToArray();
        return OperationResult.Of(new Explanation(found.Id, found.Number, found.State, why), new Card
        {
            Title = string.Create(CultureInfo.InvariantCulture, $"Proposal {found.Number} is {ProposalPage.Words(found.State)}"),
            Text = string.Join('\n', why.Select(line => $"• {line}")),
            Fields = [new CardField("Change", ProposalPage.Difference(found, await desk.BeforeAsync(found, cancellationToken)))],
        });
    }

    /// <summary>On Discord an object comes as its text.</summary>
    private static JsonElement? Parsed(JsonElement? changes)
    {
        if (changes is not { ValueKind: JsonValueKind.String } text)
            return changes;
        try
        {
            return JsonElement.Parse(text.GetString()!);
        }
        catch (JsonException)
        {
            return changes;
        }
    }

    private async Task<OperationResult<ProposalView>> ViewAsync(Proposal proposal, CancellationToken cancellationToken) =>
        ProposalPage.Whole(proposal, await desk.BeforeAsync(proposal, cancellationToken), await desk.Store.TransitionsAsync(proposal.Id, cancellationToken));
}
