using System.Diagnostics;
using System.Globalization;
using HydraBot.Discord;
using Microsoft.Extensions.Logging;

namespace HydraBot.Tests.Discord.OnTheEmulator;

/// <summary>How long a client was away each time, how long it waited before each attempt to come back, and how much longer that was than it said it would.</summary>
internal sealed class Outages : ILoggerFactory, ILogger
{
    private readonly Lock _lock = new();
    private readonly List<double> _away = [];
    private readonly List<double> _pauses = [];
    private readonly List<double> _late = [];
    private long? _awaySince;
    private long? _pausedSince;
    private double _promised;

    public double Away(double share) => At(_away, share);

    public double Pause(double share) => At(_pauses, share);

    /// <summary>Beyond the pause that the client announced.</summary>
    public double Late(double share) => At(_late, share);

    public void Watch(DiscordClient client) => client.StateChanged = state =>
    {
        lock (_lock)
        {
            if (Follow(ref _pausedSince, state.Status == ConnectionStatus.Disconnected) is { } pause)
            {
                _pauses.Add(pause);
                _late.Add(pause - _promised);
            }

            if (Follow(ref _awaySince, state.Status != ConnectionStatus.Ready) is { } away)
                _away.Add(away);
        }
    };

    public ILogger CreateLogger(string categoryName) => this;

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException("It listens itself.");

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (eventId.Name != "LogReconnecting" || state is not IReadOnlyList<KeyValuePair<string, object?>> told)
            return;
        lock (_lock)
            _promised = Convert.ToDouble(told.Single(pair => pair.Key == "Seconds").Value, CultureInfo.InvariantCulture);
    }

    public void Dispose()
    {
        // Nothing of it is anybody else's.
    }

    /// <summary>How long it went on, once it ends.</summary>
    private static double? Follow(ref long? since, bool goesOn)
    {
        var (begun, over) = (since, since is not null && !goesOn);
        since = goesOn ? begun ?? Stopwatch.GetTimestamp() : null;
        return over ? Stopwatch.GetElapsedTime(begun!.Value).TotalSeconds : null;
    }

    private double At(List<double> list, double share)
    {
        lock (_lock)
            return list.Count == 0 ? 0 : list.Order().ElementAt(Math.Min(list.Count - 1, (int)(share * list.Count)));
    }
}
