using HydraBot.Governance.Operations;
using HydraBot.Hosting.Tuning;
using HydraBot.Memory.Archive;
using HydraBot.Memory.Privacy;
using HydraBot.Memory.Retrieval;
using HydraBot.Memory.Stored;
using HydraBot.Memory.Vectors;
using HydraBot.Memory.Writing;

namespace HydraBot.Memory.Recall;

/// <summary>What somebody looks for.</summary>
internal sealed record SearchQuestion(
    string Query, IReadOnlyList<MemoryTier> Tiers, IReadOnlyList<string> Tags, int Limit, long? AsOf, string? SessionId)
{
    /// <summary>The request that it belongs to, so that an experiment takes both to the same side; a search of its own where it is null.</summary>
    public string? Unit { get; init; }

    /// <summary>What is archived is looked through as well, however much is warm.</summary>
    public bool Archive { get; init; }

    /// <summary>A model reads the answer: not even the label of a secret is for it.</summary>
    public bool ForModel { get; init; }

    /// <summary>Whether a memory is what was asked for, at a moment.</summary>
    public bool Takes(StoredMemory memory, long at) =>
        (memory.State != MemoryState.Superseded || AsOf is not null)
        && (Tiers.Count == 0 || Tiers.Contains(memory.Tier))
        && Tags.All(tag => memory.Tags.Contains(tag, StringComparer.OrdinalIgnoreCase))
        && (SessionId is null || memory.SessionId == SessionId)
        && (AsOf is null || (memory.OccurredAt ?? memory.RecordedAt) <= at)
        && (memory.ValidFrom ?? long.MinValue) <= at && (memory.ValidTo ?? long.MaxValue) > at;
}

/// <summary>A memory and how it was found.</summary>
internal sealed record FoundRow(StoredMemory Memory, FoundMemory Found);

/// <summary>Searches for a caller: what the caller may hear, and nothing else.</summary>
internal sealed class MemorySearch(Memories memories, MemoryStore store, VectorShelf vectors, TimeArm times, ArchiveArm archive, ITuning tuning, TimeProvider time)
{
    private const int Nearest = 50;

    public async Task<IReadOnlyList<FoundRow>> SearchAsync(Caller caller, SearchQuestion question, CancellationToken cancellationToken)
    {
        var filter = new SearchFilter
        {
            Audiences = Audience.Heard(caller),
            Tiers = question.Tiers,
            Tags = question.Tags,
            SessionId = question.SessionId,
            AsOf = question.AsOf,
            Now = Moments.Of(time.GetUtcNow()),
        };
        var (began, unit) = (time.GetTimestamp(), question.Unit ?? SearchFeedback.UnitOf(caller, question.Query));
        var weights = RetrievalTunables.Of(tuning.For(unit));
        var named = times.Named(question.Query);
        var wide = named is null ? question : question with { Limit = Math.Max(question.Limit, 100) };
        var found = await memories.SearchAsync(question.Query.Replace('\0', ' '), filter, wide.Limit, weights, cancellationToken);
        var near = await vectors.SearchAsync(question.Query, new VectorFilter(filter.Audiences, question.Tiers, question.Tags, null, question.AsOf), Nearest, cancellationToken);
        if (near.Count > 0)
            found = await JoinAsync(wide, filter, weights, near, cancellationToken);
        if (named is not null)
            found = await times.JoinAsync(named, question, filter, found, cancellationToken);
        var wanted = question.Archive || question.Tiers.Contains(MemoryTier.Vault);
        if (wanted || found.Count < question.Limit)
            found = await archive.JoinAsync(question, filter, found, near, wanted, weights, cancellationToken);
        var rows = await store.FindAsync([.. found.Select(one => one.Id)], cancellationToken);
        var byId = rows.ToDictionary(row => row.Id);
        tuning.Observe(unit, SearchFeedback.Seconds, time.GetElapsedTime(began).TotalSeconds);
        // What was forgotten between the search and the reading is not shown.
        return [.. found.Where(one => byId.ContainsKey(one.Id)).Select(one => new FoundRow(byId[one.Id], one))];
    }

    /// <summary>The share of the nearest is added to what the other arms gave; what they did not find at all must still fit the filter.</summary>
    private async Task<IReadOnlyList<FoundMemory>> JoinAsync(
        SearchQuestion question, SearchFilter filter, RetrievalWeights weights, IReadOnlyList<(Guid Id, float Similarity)> near, CancellationToken cancellationToken)
    {
        var found = (await memories.SearchAsync(question.Query.Replace('\0', ' '), filter, Math.Max(question.Limit, 100), weights, cancellationToken)).ToDictionary(one => one.Id);
        var (best, least) = (near[0].Similarity, near.Count > 1 ? near[^1].Similarity : 0);
        foreach (var (id, similarity) in near)
        {
            var share = Nearness.Share(similarity, best, least);
            if (found.TryGetValue(id, out var known))
                found[id] = known with { Score = known.Score + share, Arms = [.. known.Arms, new ArmScore("embedding", share)] };
            else if (question.SessionId is null && await store.FindAsync(id, cancellationToken) is { IsCold: false } memory && (memory.ValidTo ?? long.MaxValue) > (filter.AsOf ?? filter.Now) && (memory.ValidFrom ?? long.MinValue) <= (filter.AsOf ?? filter.Now))
                found[id] = new FoundMemory(id, share, [new ArmScore("embedding", share)]);
        }

        return [.. found.Values.OrderByDescending(one => one.Score).ThenBy(one => one.Id).Take(question.Limit)];
    }
}
