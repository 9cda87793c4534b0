using HydraBot.Governance.Operations;
using HydraBot.Memory.Privacy;
using HydraBot.Memory.Retrieval;
using HydraBot.Memory.Stored;
using HydraBot.Memory.Writing;

namespace HydraBot.Memory.Recall;

/// <summary>What somebody looks for.</summary>
internal sealed record SearchQuestion(
    string Query, IReadOnlyList<MemoryTier> Tiers, IReadOnlyList<string> Tags, int Limit, long? AsOf, string? SessionId);

/// <summary>A memory and how it was found.</summary>
internal sealed record FoundRow(StoredMemory Memory, FoundMemory Found);

/// <summary>Searches for a caller: what the caller may hear, and nothing else.</summary>
internal sealed class MemorySearch(Memories memories, MemoryStore store, TimeProvider time)
{
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
        var found = await memories.SearchAsync(question.Query.Replace('\0', ' '), filter, question.Limit, cancellationToken);
        var rows = await store.FindAsync([.. found.Select(one => one.Id)], cancellationToken);
        var byId = rows.ToDictionary(row => row.Id);
        // What was forgotten between the search and the reading is not shown.
        return [.. found.Where(one => byId.ContainsKey(one.Id)).Select(one => new FoundRow(byId[one.Id], one))];
    }
}
