using System.Collections.Concurrent;
using HydraBot.Fleet.Engine;

namespace HydraBot.Fleet.Healing;

/// <summary>How a container that does not run came to its end.</summary>
internal enum Fate
{
    /// <summary>Nobody saw it.</summary>
    Unknown,

    /// <summary>It ended, or was killed, without anybody asking the engine to stop it.</summary>
    Died,

    /// <summary>Somebody had it stopped.</summary>
    Stopped,
}

/// <summary>What the engine's events tell of ends. A stop is the order of a person; an end without one is an accident.</summary>
internal sealed class ContainerFates(TimeProvider time)
{
    private readonly ConcurrentDictionary<string, Fate> _fates = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, int> _returns = new(StringComparer.Ordinal);

    /// <summary>What happened before is told again at a start, and was counted by the house of that time.</summary>
    private readonly DateTimeOffset _since = time.GetUtcNow();

    public Fate Of(string id) => _fates.GetValueOrDefault(id);

    public void Hear(EngineEvent happened)
    {
        switch (happened.Action)
        {
            case "die":
                _fates[happened.Id] = Fate.Died;
                break;
            case "stop":
                // Comes after the end that it caused.
                _fates[happened.Id] = Fate.Stopped;
                break;
            case "start":
                // An engine that comes back tells of its last second again, but no container starts twice without an end between.
                if (_fates.TryRemove(happened.Id, out _) && happened.At >= _since)
                    _returns.AddOrUpdate(happened.Id, 1, (_, before) => before + 1);
                break;
            default:
                _fates.TryRemove(happened.Id, out _);
                _returns.TryRemove(happened.Id, out _);
                break;
        }
    }

    /// <summary>How often one was started again since it was last asked for, by whatever hand.</summary>
    public int TakeRestarts(string id) => _returns.TryRemove(id, out var restarts) ? restarts : 0;
}
