using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using HydraBot.Governance;
using HydraBot.Governance.Audit;
using HydraBot.Governance.Operations;
using HydraBot.Hosting.Tuning;
using HydraBot.Improvement.Budgets;
using HydraBot.Improvement.Code;
using HydraBot.Improvement.Testing;
using HydraBot.Improvement.Tunables;

namespace HydraBot.Improvement.Proposals;

/// <summary>Takes proposals from one state to the next. Each step is one transaction, by compare-and-set: whatever is cut off is as it was before.</summary>
internal sealed class ProposalDesk(
    ProposalStore store, TuningDesk tuning, ProposalTest test, CodeWorkshop workshop, CodeRelease release, Budget budget, ExperimentTurn turn, AuditScribe scribe, TimeProvider time)
{
    public ProposalStore Store => store;

    /// <summary>Finds one by its number or id.</summary>
    /// <exception cref="OperationException">There is none.</exception>
    public async Task<Proposal> FindAsync(string name, CancellationToken cancellationToken)
    {
        var wanted = name.Trim().TrimStart('#');
        var found = long.TryParse(wanted, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? await store.FindAsync(number, cancellationToken)
            : Guid.TryParse(wanted, CultureInfo.InvariantCulture, out var id) ? await store.FindAsync(id, cancellationToken)
            : null;
        return found ?? throw OperationException.WrongArgument($"There is no proposal '{(wanted.Length > 60 ? wanted[..60] : wanted)}'; a proposal is named by its number or its id.");
    }

    /// <exception cref="OperationException">It does not fit, or touches what may not be touched.</exception>
    /// <param name="clearance">Of whoever proposes.</param>
    /// <param name="draft">What.</param>
    /// <param name="parent">The entry that it was made of; the newest in force where it is null.</param>
    /// <param name="cost">What it took to come upon it.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<Proposal> ProposeAsync(Clearance clearance, ProposalDraft draft, Guid? parent, Cost? cost, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(clearance);
        if (draft.Forbidden.Count > 0 || draft.Problems.Count > 0)
            throw new OperationException($"The proposal is refused. {string.Join(' ', [.. draft.Forbidden, .. draft.Problems])}");
        var changes = new JsonObject();
        foreach (var (name, value) in draft.Changes.OrderBy(pair => pair.Key, StringComparer.Ordinal))
            changes[name] = value.ToJson();
        var now = time.GetUtcNow();
        var proposal = new Proposal
        {
            Id = Guid.CreateVersion7(now),
            Number = 0,
            Kind = draft.Kind,
            Title = draft.Title,
            Description = draft.Description,
            Changes = JsonElement.Parse(changes.ToJsonString()),
            Patch = draft.Patch,
            Parent = parent ?? await ParentAsync(cancellationToken),
            AuthorKind = clearance.Caller.Kind,
            Author = clearance.Caller.Name,
            State = ProposalState.Proposed,
            Revision = 0,
            CreatedAt = now,
            UpdatedAt = now,
            Cost = cost ?? Cost.None,
        };
        return await store.AddAsync(proposal, scribe.About(clearance, AuditKind.Outcome, "proposed", draft.Title), cancellationToken);
    }

    /// <summary>Tests it, and leaves it validated or rejected, with its evidence.</summary>
    public async Task<Proposal> TestAsync(Clearance clearance, Proposal proposal, IProgress<OperationProgress> progress, CancellationToken cancellationToken)
    {
        // What was rejected once is proposed anew, not tried again until it is lucky.
        Require(proposal, "be tested", ProposalState.Proposed, ProposalState.Tested);
        if (proposal.Kind == ProposalKind.Code)
            return await TestCodeAsync(clearance, proposal, progress, cancellationToken);

        var before = tuning.Current;
        var after = before.With(before.Version, Values(proposal));
        using var place = turn.Take(after.Catalog.All.Where(tunable => before[tunable] != after[tunable]).Select(tunable => tunable.Suite));
        var outcome = await test.RunAsync(clearance, before, after, $"proposal {proposal.Id:N}", progress, cancellationToken);
        var tested = proposal with { Evidence = outcome.Evidence, Score = outcome.Score, Cost = proposal.Cost.Plus(outcome.Cost) };
        return await ConcludeAsync(clearance, proposal, tested, outcome.Better, outcome.Valid, cancellationToken);
    }

    /// <summary>Turns one away that a search measured and found not good enough; it stays in the archive.</summary>
    public Task<Proposal> RejectAsync(Clearance clearance, Proposal proposal, Comparison comparison, string reason, CancellationToken cancellationToken)
    {
        Require(proposal, "be turned away", ProposalState.Proposed);
        var next = proposal with { State = ProposalState.Rejected, Score = comparison.After, Evidence = new Evidence { Open = [comparison], Reasons = [reason] } };
        return MoveAsync(clearance, proposal, next, reason, cancellationToken);
    }

    /// <summary>Puts a validated proposal into force, after its way back was rehearsed.</summary>
    public async Task<Proposal> DeployAsync(Clearance clearance, Proposal proposal, CancellationToken cancellationToken)
    {
        Require(proposal, "be deployed", ProposalState.Validated, ProposalState.Approved);
        if (proposal.State == ProposalState.Validated)
            proposal = await MoveAsync(clearance, proposal, proposal with { State = ProposalState.Approved }, $"{clearance.Caller.Name} had it deployed, as the law asks.", cancellationToken);
        return proposal.Kind == ProposalKind.Code ? await DeployCodeAsync(clearance, proposal, cancellationToken) : await DeployTuningAsync(clearance, proposal, cancellationToken);
    }

    /// <summary>Brings back what was in force before it. What others changed since stays.</summary>
    public async Task<Proposal> RollBackAsync(Clearance clearance, Proposal proposal, string reason, CancellationToken cancellationToken)
    {
        Require(proposal, "be rolled back", ProposalState.Deployed, ProposalState.Watched, ProposalState.Kept);
        var next = proposal with { State = ProposalState.RolledBack };
        if (proposal.Kind == ProposalKind.Code)
            return await RollBackCodeAsync(clearance, proposal, next, reason, cancellationToken);

        var former = await FormerAsync(proposal, cancellationToken);
        Proposal? moved = null;
        await tuning.SwapAsync(
            clearance, now => now.With(now.Version, Undone(proposal, former, now)), $"Proposal {proposal.Number} was rolled back: {reason}", proposal.Id,
            async (session, _, _) => (moved = await ProposalStore.MoveAsync(session, proposal, next, Step(clearance, next.State, reason))) is not null,
            cancellationToken);
        return moved ?? throw Changed(proposal);
    }

    /// <summary>It lived through its watch.</summary>
    public Task<Proposal> KeepAsync(Clearance clearance, Proposal proposal, string reason, CancellationToken cancellationToken)
    {
        Require(proposal, "be kept", ProposalState.Deployed, ProposalState.Watched);
        return MoveAsync(clearance, proposal, proposal with { State = ProposalState.Kept }, reason, cancellationToken);
    }

    /// <summary>What its values are held against: what was in force before it, or what is now where it never was.</summary>
    public async Task<TuningSnapshot> BeforeAsync(Proposal proposal, CancellationToken cancellationToken) =>
        proposal.Kind != ProposalKind.Code && long.TryParse(proposal.Replaced, NumberStyles.None, CultureInfo.InvariantCulture, out var version) && await tuning.FindAsync(version, cancellationToken) is { } former
            ? former : tuning.Current;

    /// <summary>The values that a proposal would set; what this build does not take any more is a reason not to.</summary>
    public IReadOnlyDictionary<string, TuningValue> Values(Proposal proposal)
    {
        var problems = new List<string>();
        var values = tuning.Current.Catalog.Read(proposal.Changes, problems);
        return problems.Count == 0 ? values : throw new OperationException($"Proposal {proposal.Number} does not fit this build any more. {string.Join(' ', problems)}");
    }

    /// <exception cref="OperationException">It stands elsewhere.</exception>
    private static void Require(Proposal proposal, string what, params ReadOnlySpan<ProposalState> states)
    {
        if (!states.Contains(proposal.State))
            throw new OperationException($"Proposal {proposal.Number} is {proposal.State}; to {what} it is {string.Join(" or ", states.ToArray())}.");
    }

    private static OperationException Changed(Proposal proposal) => new($"Proposal {proposal.Number} was changed by somebody else meanwhile; look again and repeat it.");

    /// <summary>Its values as they were before it, where they are still its own.</summary>
    private Dictionary<string, TuningValue> Undone(Proposal proposal, TuningSnapshot former, TuningSnapshot now) => Values(proposal)
        .Where(pair => now[now.Catalog.Find(pair.Key)!] == pair.Value)
        .ToDictionary(pair => pair.Key, pair => former[now.Catalog.Find(pair.Key)!]);

    private async Task<Proposal> ConcludeAsync(Clearance clearance, Proposal seen, Proposal tested, bool better, bool valid, CancellationToken cancellationToken)
    {
        var reason = string.Join(' ', tested.Evidence!.Reasons);
        if (!better)
            return await MoveAsync(clearance, seen, tested with { State = ProposalState.Rejected }, reason, cancellationToken);
        var moved = await MoveAsync(clearance, seen, tested with { State = ProposalState.Tested }, "It passed the open test.", cancellationToken);
        return await MoveAsync(clearance, moved, moved with { State = valid ? ProposalState.Validated : ProposalState.Rejected }, reason, cancellationToken);
    }

    private async Task<Proposal> TestCodeAsync(Clearance clearance, Proposal proposal, IProgress<OperationProgress> progress, CancellationToken cancellationToken)
    {
        using var place = turn.Take(["code"]);
        await using var meter = await budget.BeginAsync($"patch {proposal.Number}", cancellationToken);
        var report = await workshop.TestAsync(clearance, proposal, progress, cancellationToken);
        var reason = report.Passed
            ? $"Branch {report.Branch} was built and all tests passed in a sandbox without network."
            : $"Branch {report.Branch} was not built, or tests failed, in a sandbox without network.";
        var tested = proposal with { Evidence = new Evidence { Code = report, Reasons = [reason] }, Cost = proposal.Cost.Plus(meter.Spent) };
        return await ConcludeAsync(clearance, proposal, tested, report.Passed, report.Passed, cancellationToken);
    }

    private async Task<Proposal> DeployTuningAsync(Clearance clearance, Proposal proposal, CancellationToken cancellationToken)
    {
        var values = Values(proposal);
        var rehearsed = Rehearse(proposal, values);
        Proposal? moved = null;
        await tuning.SwapAsync(
            clearance, now => now.With(now.Version, values), $"Proposal {proposal.Number}: {proposal.Title}", proposal.Id,
            async (session, before, version) =>
            {
                var next = proposal with
                {
                    State = ProposalState.Deployed,
                    DeployedAt = time.GetUtcNow(),
                    DeployedAs = version.ToString(CultureInfo.InvariantCulture),
                    Replaced = before.Version.ToString(CultureInfo.InvariantCulture),
                    Evidence = (proposal.Evidence ?? new Evidence()) with { RollbackRehearsedMs = rehearsed.TotalMilliseconds },
                };
                return (moved = await ProposalStore.MoveAsync(session, proposal, next, Step(clearance, next.State, "It is in force; its way back was rehearsed."))) is not null;
            },
            cancellationToken);
        return moved is null ? throw Changed(proposal)
            : await WatchAsync(clearance, moved, cancellationToken);
    }

    /// <summary>Goes there and back on a copy: what comes out must be what went in, to the hash.</summary>
    private TimeSpan Rehearse(Proposal proposal, IReadOnlyDictionary<string, TuningValue> values)
    {
        var began = time.GetTimestamp();
        var now = tuning.Current;
        var there = now.With(now.Version, values);
        var back = there.With(now.Version, Undone(proposal, now, there));
        return back.Hash == now.Hash
            ? time.GetElapsedTime(began)
            : throw new OperationException($"Proposal {proposal.Number} is not deployed: the rehearsed way back ends at {back.Hash}, not at {now.Hash}.");
    }

    /// <summary>
    /// It is written down as deployed before anything is done, so that whatever is cut off is known: at its next start the house takes back what the
    /// watchdog was not told of (<see cref="ReleaseRecovery"/>).
    /// </summary>
    private async Task<Proposal> DeployCodeAsync(Clearance clearance, Proposal proposal, CancellationToken cancellationToken)
    {
        using var place = turn.Take(["release"]);
        if ((await store.UnderWatchAsync(cancellationToken)).FirstOrDefault(one => one.Kind == ProposalKind.Code) is { } watched)
            throw new OperationException($"Proposal {watched.Number} is code under watch; two at once would be taken for one another. Wait until it is kept or rolled back.");
        var ready = await release.RehearseAsync(clearance, proposal, cancellationToken);
        var next = proposal with
        {
            State = ProposalState.Deployed,
            DeployedAt = time.GetUtcNow(),
            DeployedAs = ready.Commit,
            Replaced = ready.Before,
            Evidence = proposal.Evidence! with { RollbackRehearsedMs = ready.Rehearsed.TotalMilliseconds },
        };
        var moved = await MoveAsync(
            clearance, proposal, next, string.Create(CultureInfo.InvariantCulture, $"Its way back was rehearsed in {ready.Rehearsed.TotalMilliseconds:0} ms; commit {ready.Commit} goes onto the branch {ready.Branch}."), cancellationToken);
        try
        {
            await release.ReleaseAsync(clearance, moved, cancellationToken);
        }
        catch (OperationException exception)
        {
            await MoveAsync(clearance, moved, proposal with { State = ProposalState.Approved }, $"It is not in force: {exception.Message}", cancellationToken);
            throw;
        }

        var result = await WatchAsync(clearance, moved, cancellationToken);
        release.Restart();
        return result;
    }

    private async Task<Proposal> RollBackCodeAsync(Clearance clearance, Proposal proposal, Proposal next, string reason, CancellationToken cancellationToken)
    {
        using var place = turn.Take(["release"]);
        if ((await store.InForceAsync(cancellationToken)).FirstOrDefault(one => one.Kind == ProposalKind.Code && one.DeployedAt > proposal.DeployedAt) is { } later)
            throw new OperationException($"Proposal {later.Number} was released on top of it; roll that back first.");
        var (restart, stillThere) = await release.RollBackAsync(clearance, proposal, cancellationToken);
        var moved = await MoveAsync(clearance, proposal, next, stillThere is null ? reason : $"{reason} {stillThere}", cancellationToken);
        if (restart)
            release.Restart();
        return moved;
    }

    private async Task<TuningSnapshot> FormerAsync(Proposal proposal, CancellationToken cancellationToken)
    {
        var stored = long.TryParse(proposal.Replaced, NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? await tuning.FindAsync(version, cancellationToken) : null;
        return stored ?? throw new OperationException($"What was in force before proposal {proposal.Number} is not stored any more.");
    }

    /// <summary>The newest entry in force, which a new one builds on.</summary>
    private async Task<Guid?> ParentAsync(CancellationToken cancellationToken) =>
        (await store.ListAsync(null, 200, cancellationToken)).Where(one => one.IsInForce).MaxBy(one => one.DeployedAt)?.Id;

    /// <summary>Puts what came into force under watch. The watch itself may have been quicker, and then it is watched all the same.</summary>
    private async Task<Proposal> WatchAsync(Clearance clearance, Proposal deployed, CancellationToken cancellationToken) =>
        await store.MoveAsync(deployed, deployed with { State = ProposalState.Watched }, Step(clearance, ProposalState.Watched, "It is watched."), cancellationToken)
        ?? await store.FindAsync(deployed.Id, cancellationToken)
        ?? throw Changed(deployed);

    private async Task<Proposal> MoveAsync(Clearance clearance, Proposal seen, Proposal next, string reason, CancellationToken cancellationToken) =>
        await store.MoveAsync(seen, next, Step(clearance, next.State, reason), cancellationToken) ?? throw Changed(seen);

    private ProposalStep Step(Clearance clearance, ProposalState state, string reason) => new(
        clearance.Caller.Name, reason, time.GetUtcNow(), scribe.About(clearance, AuditKind.Outcome, state.ToString().ToLowerInvariant(), reason));
}
