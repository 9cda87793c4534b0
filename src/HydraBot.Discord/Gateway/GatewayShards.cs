using HydraBot.Discord.Model;
using HydraBot.Discord.Rest;
using Microsoft.Extensions.Logging;

namespace HydraBot.Discord.Gateway;

/// <summary>The shards that this process holds: runs them beside each other, and tells how they stand together.</summary>
internal sealed partial class GatewayShards
{
    private readonly DiscordClientOptions _options;
    private readonly DiscordRest _rest;
    private readonly EventDispatcher _dispatcher;
    private readonly TimeProvider _time;
    private readonly ILoggerFactory _loggers;
    private readonly ILogger _logger;
    private readonly IdentifyPacer _pacer;
    private readonly Lock _lock = new();
    private TaskCompletionSource _ready = NewSignal();
    private ConnectionState _told;
    private volatile GatewayLoop[] _loops = [];

    public GatewayShards(DiscordClientOptions options, DiscordRest rest, EventDispatcher dispatcher, TimeProvider time, ILoggerFactory loggers)
    {
        (_options, _rest, _dispatcher, _time, _loggers) = (options, rest, dispatcher, time, loggers);
        _logger = loggers.CreateLogger<GatewayShards>();
        _pacer = new IdentifyPacer(time);
        _told = new ConnectionState(ConnectionStatus.Disconnected, time.GetUtcNow(), null, null, false, 0, null);
    }

    public Action<ConnectionState>? Changed { get; set; }

    /// <summary>All together: ready when each is.</summary>
    public ConnectionState State
    {
        get
        {
            lock (_lock)
                return Together(_told);
        }
    }

    /// <summary>Each by its number.</summary>
    public IReadOnlyDictionary<int, ConnectionState> States => _loops.ToDictionary(loop => loop.Shard.Id, loop => loop.State);

    /// <summary>Ends when all are ready.</summary>
    public Task Ready
    {
        get
        {
            lock (_lock)
                return _ready.Task;
        }
    }

    /// <summary>Throws <see cref="DiscordException"/> when Discord refuses one of them for good.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var count = _options.ShardCount > 0 ? _options.ShardCount : await RecommendedAsync(cancellationToken);
        if (cancellationToken.IsCancellationRequested)
            return;
        _loops = [.. (_options.Shards ?? [.. Enumerable.Range(0, count)]).Select(id => Loop(new ShardPlace(id, count)))];
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var running = _loops.Select(loop => loop.RunAsync(stop.Token)).ToArray();
        await Task.WhenAny(running);
        // One that was refused for good is a refusal of the token, the intents or the shards: the others would meet it too.
        await stop.CancelAsync();
        await Task.WhenAll(running);
    }

    /// <summary>Sends over the shard that the guild's events come over.</summary>
    public Task SendAsync(Snowflake guildId, byte[] payload, CancellationToken cancellationToken)
    {
        var loops = _loops;
        if (loops is not [{ Shard.Count: var count }, ..])
            throw new DiscordException("Nothing can be sent: the gateway is not connected. Wait for WaitUntilReadyAsync.");
        var shard = ShardPlace.Of(guildId, count);
        return (loops.FirstOrDefault(loop => loop.Shard.Id == shard)
            ?? throw new DiscordException($"Nothing was sent: guild {guildId} belongs to shard {shard} of {count}, which another process holds."))
            .SendAsync(payload, cancellationToken);
    }

    /// <summary>Sends over every shard that this process holds.</summary>
    public Task SendToAllAsync(byte[] payload, CancellationToken cancellationToken) => _loops is { Length: > 0 } loops
        ? Task.WhenAll(loops.Select(loop => loop.SendAsync(payload, cancellationToken)))
        : throw new DiscordException("Nothing can be sent: the gateway is not connected. Wait for WaitUntilReadyAsync.");

    /// <summary>Nobody waits for a client that has given up.</summary>
    public void Failed(Exception error)
    {
        lock (_lock)
        {
            _ready.TrySetException(error);
            // Perhaps nobody waits; the error itself is thrown by the run.
            _ = _ready.Task.Exception;
        }
    }

    private async Task<int> RecommendedAsync(CancellationToken cancellationToken)
    {
        for (var failures = 1; !cancellationToken.IsCancellationRequested; failures++)
        {
            try
            {
                var count = Math.Max(1, (await _rest.GetGatewayBotAsync(cancellationToken)).Shards);
                LogRecommended(count);
                return count;
            }
            catch (DiscordException e)
            {
                var pause = Backoff.After(failures, GatewayLoop.FirstPause, GatewayLoop.LongestPause);
                LogNotRecommended(e.Message, pause.TotalSeconds);
                await Task.Delay(pause, _time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                break;
            }
        }
        return 1;
    }

    private GatewayLoop Loop(ShardPlace shard) => new(
        _options, shard, _rest, _dispatcher, _pacer, new ConnectionTracker(_time, Tell), _time, _loggers.CreateLogger<GatewayLoop>());

    private void Tell()
    {
        ConnectionState now;
        lock (_lock)
        {
            now = Together(_told);
            if (now.Status == _told.Status)
                return;
            _told = now = now with { Since = _time.GetUtcNow() };
            if (now.Status == ConnectionStatus.Ready)
                _ready.TrySetResult();
            else if (_ready.Task.IsCompleted)
                _ready = NewSignal();
        }
        try
        {
            Changed?.Invoke(now);
        }
        catch (Exception e)
        {
            // What somebody does with the news must not cost the connection.
            LogObserverFailed(e, now.Status);
        }
    }

    /// <summary>As one connection would be told of: the worst status, the slowest heartbeat, all reconnects.</summary>
    private ConnectionState Together(ConnectionState told)
    {
        if (_loops is not { Length: > 0 } loops)
            return told;
        var states = loops.Select(loop => loop.State).ToArray();
        var worst = states.MinBy(state => state.Status)!;
        return worst with
        {
            Since = states.Length == 1 || worst.Status != told.Status ? worst.Since : told.Since,
            LastSequence = states.Max(state => state.LastSequence),
            HeartbeatLatency = states.Max(state => state.HeartbeatLatency),
            HasSession = states.All(state => state.HasSession),
            Reconnects = states.Sum(state => state.Reconnects),
            LastClose = states.Where(state => state.LastClose is not null).MaxBy(state => state.Since)?.LastClose,
        };
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    [LoggerMessage(Level = LogLevel.Information, Message = "Discord recommends {Count} shards")]
    private partial void LogRecommended(int count);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Discord did not say how many shards it recommends ({Reason}): asked again in {Seconds:0.0} s")]
    private partial void LogNotRecommended(string reason, double seconds);

    [LoggerMessage(Level = LogLevel.Error, Message = "StateChanged failed for {Status}")]
    private partial void LogObserverFailed(Exception error, ConnectionStatus status);
}
