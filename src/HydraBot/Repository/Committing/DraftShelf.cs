using System.Collections.Concurrent;

namespace HydraBot.Repository.Committing;

/// <summary>The last draft that each caller was shown; for an hour, and not over a restart.</summary>
internal sealed class DraftShelf(TimeProvider time)
{
    private static readonly TimeSpan Life = TimeSpan.FromHours(1);
    private readonly ConcurrentDictionary<string, (CommitDraft Draft, DateTimeOffset At)> _drafts = new(StringComparer.Ordinal);

    public void Put(string caller, CommitDraft draft) => _drafts[caller] = (draft, time.GetUtcNow());

    public CommitDraft? Take(string caller, string digest) =>
        _drafts.TryGetValue(caller, out var kept) && kept.Draft.Digest == digest && time.GetUtcNow() - kept.At < Life ? kept.Draft : null;
}
