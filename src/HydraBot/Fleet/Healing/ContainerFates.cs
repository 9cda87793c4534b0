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
internal sealed class ContainerFates
{
    private readonly ConcurrentDictionary<string, Fate> _fates = new(StringComparer.Ordinal);

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
            default:
                _fates.TryRemove(happened.Id, out _);
                break;
        }
    }
}
