using System.Collections.Concurrent;

namespace HydraBot.Discord.Voice.Rtp;

/// <summary>Whose stream is whose. A stream that nobody is known for is not heard: guessing would give one member's words to another.</summary>
internal sealed class Speakers
{
    private readonly ConcurrentDictionary<uint, ulong> _users = [];

    public void Map(uint ssrc, ulong userId) => _users[ssrc] = userId;

    public void Forget(ulong userId)
    {
        foreach (var (ssrc, _) in _users.Where(entry => entry.Value == userId))
            _users.TryRemove(ssrc, out _);
    }

    public bool TryFind(uint ssrc, out ulong userId) => _users.TryGetValue(ssrc, out userId);
}
