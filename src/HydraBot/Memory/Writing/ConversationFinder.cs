namespace HydraBot.Memory.Writing;

/// <summary>
/// Finds the conversation that a memory belongs to: the same session of the same audience under the same tags, or in a batch whatever follows
/// closely. A session's name may be used again under other tags, for another conversation.
/// </summary>
internal sealed class ConversationFinder
{
    private static readonly long Pause = Moments.Of(DateTimeOffset.UnixEpoch.AddHours(1));

    private readonly Dictionary<(string Audience, string Session), List<(IReadOnlyList<string> Tags, long Thread)>> _sessions = [];
    private (string Audience, IReadOnlyList<string> Tags, long? At, long Thread)? _last;

    /// <summary>Begins a batch: nothing before it is followed by what names no session.</summary>
    public void BeginBatch() => _last = null;

    /// <summary>The conversation of a memory, which is the memory's own number where it begins one.</summary>
    public long Of(string audience, string? session, IReadOnlyList<string> tags, long? occurredAt, long sequence)
    {
        if (session is null)
        {
            var follows = _last is { } last && last.Audience == audience && Alike(last.Tags, tags)
                && (occurredAt is not { } at || last.At is not { } before || Math.Abs(at - before) <= Pause);
            var thread = follows ? _last!.Value.Thread : sequence;
            _last = (audience, tags, occurredAt, thread);
            return thread;
        }

        if (!_sessions.TryGetValue((audience, session), out var known))
            _sessions[(audience, session)] = known = [];
        foreach (var (of, thread) in known)
        {
            if (Alike(of, tags))
                return thread;
        }

        known.Add((tags, sequence));
        return sequence;
    }

    /// <summary>Takes over what is stored.</summary>
    public void Learn(string audience, string? session, IReadOnlyList<string> tags, long thread)
    {
        if (session is null)
            return;
        if (!_sessions.TryGetValue((audience, session), out var known))
            _sessions[(audience, session)] = known = [];
        if (!known.Any(one => one.Thread == thread))
            known.Add((tags, thread));
    }

    /// <summary>More than half of the tags are the same: a tag of each turn's own does not tear a conversation apart.</summary>
    private static bool Alike(IReadOnlyList<string> one, IReadOnlyList<string> other)
    {
        var most = Math.Max(one.Count, other.Count);
        return most == 0 || one.Count(tag => other.Contains(tag, StringComparer.OrdinalIgnoreCase)) * 2 > most;
    }
}
