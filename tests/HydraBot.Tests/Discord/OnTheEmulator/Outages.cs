using System.Diagnostics;
using HydraBot.Discord;

namespace HydraBot.Tests.Discord.OnTheEmulator;

/// <summary>How long a client was away each time, and how long it waited before each attempt to come back.</summary>
internal sealed class Outages
{
    private readonly Lock _lock = new();
    private readonly List<double> _away = [];
    private readonly List<double> _pauses = [];
    private long? _awaySince;
    private long? _pausedSince;

    public Outages(DiscordClient client) => client.StateChanged = state =>
    {
        lock (_lock)
            Note(state.Status);
    };

    public double Away(double share) => At(_away, share);

    public double Pause(double share) => At(_pauses, share);

    private void Note(ConnectionStatus status)
    {
        _pausedSince = Follow(_pauses, _pausedSince, status == ConnectionStatus.Disconnected);
        _awaySince = Follow(_away, _awaySince, status != ConnectionStatus.Ready);
    }

    private static long? Follow(List<double> list, long? since, bool goesOn)
    {
        if (goesOn)
            return since ?? Stopwatch.GetTimestamp();
        if (since is { } begun)
            list.Add(Stopwatch.GetElapsedTime(begun).TotalSeconds);
        return null;
    }

    private double At(List<double> list, double share)
    {
        lock (_lock)
            return list.Count == 0 ? 0 : list.Order().ElementAt(Math.Min(list.Count - 1, (int)(share * list.Count)));
    }
}
