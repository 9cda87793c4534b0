using System.Net.WebSockets;
using HydraBot.Discord.Model;
using HydraBot.Discord.Rest;
using Microsoft.Extensions.Logging;

namespace HydraBot.Discord.Gateway;

/// <summary>Connects a shard, resumes and connects again until cancelled or refused for good.</summary>
internal sealed partial class GatewayLoop(
    DiscordClientOptions options,
    ShardPlace shard,
    DiscordRest rest,
    EventDispatcher dispatcher,
    IdentifyPacer pacer,
    ConnectionTracker tracker,
    TimeProvider time,
    ILogger<GatewayLoop> logger)
{
    public static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    public static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(60);

    private const int ResumesBeforeIdentify = 5;
    private const int FailuresWhileLetIn = 3;
    private static readonly TimeSpan Stable = TimeSpan.FromSeconds(60);

    private readonly ILogger _logger = logger;
    private readonly GatewaySession _session = tracker.Session;
    private GatewayConnection? _connection;
    private SessionStartLimit _startLimit = new();

    /// <summary>Throws <see cref="DiscordException"/> when Discord refuses for good.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var failures = 0;
        while (!cancellationToken.IsCancellationRequested)
        {
            var started = time.GetTimestamp();
            var (end, wasReady) = await ConnectAsync(failures, cancellationToken);
            if (cancellationToken.IsCancellationRequested)
                break;
            if (end.Reaction == CloseReaction.Stop)
                throw new DiscordException($"Discord closed the gateway for good: {end.Reason}.");
            if (end.Reaction == CloseReaction.Identify)
                _session.Forget();

            // The first return after a connection that held is immediate; one that breaks at once again and again waits longer each time, but
            // while Discord still lets the bot in, never so long that a member would notice more than a pause.
            failures = wasReady && time.GetElapsedTime(started) >= Stable ? 0 : failures + 1;
            if (wasReady)
                failures = Math.Min(failures, FailuresWhileLetIn);
            var backoff = wasReady && failures <= 1 ? TimeSpan.Zero : Backoff.After(failures, FirstPause, LongestPause);
            var pause = end.Pause is { } asked && asked > backoff ? asked : backoff;
            LogReconnecting(end.Reason, _session.CanResume ? "resuming" : "connecting anew", pause.TotalSeconds);
            if (pause > TimeSpan.Zero)
                await Task.Delay(pause, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Which connection it is.</summary>
    public ShardPlace Shard => shard;

    /// <summary>Where the connection stands.</summary>
    public ConnectionState State => tracker.State;

    /// <summary>Sends over the connection of this moment.</summary>
    public async Task SendAsync(byte[] payload, CancellationToken cancellationToken)
    {
        if (_connection is not { } connection || tracker.State.Status != ConnectionStatus.Ready)
            throw new DiscordException("Nothing can be sent: the gateway is not connected. Wait for WaitUntilReadyAsync.");
        try
        {
            await connection.SendAsync(payload, cancellationToken);
        }
        catch (Exception e) when (e is WebSocketException or ObjectDisposedException)
        {
            throw new DiscordException("Nothing was sent: the gateway connection ended meanwhile. Wait for WaitUntilReadyAsync and send again.", e);
        }
    }

    private async Task<(ConnectionEnd End, bool WasReady)> ConnectAsync(int failures, CancellationToken cancellationToken)
    {
        if (failures > ResumesBeforeIdentify)
            _session.Forget();
        tracker.Connecting(_session.CanResume);
        ConnectionEnd end;
        var wasReady = false;
        try
        {
            var address = await FindAddressAsync(cancellationToken);
            using var connection = new GatewayConnection(options, shard, _session, dispatcher, tracker, time, _logger)
            {
                Identifying = () => pacer.Sent(shard.Id, _startLimit),
            };
            _connection = connection;
            end = await connection.RunAsync(GatewayAddress.With(address, options.Compress), cancellationToken);
            wasReady = connection.WasReady;
        }
        catch (DiscordException e)
        {
            end = new ConnectionEnd(CloseReaction.Resume, e.Message);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            end = new ConnectionEnd(CloseReaction.Resume, "stopped");
        }
        finally
        {
            _connection = null;
        }
        tracker.Ended(cancellationToken.IsCancellationRequested ? "stopped" : end.Reason);
        return (end, wasReady);
    }

    private async Task<Uri> FindAddressAsync(CancellationToken cancellationToken)
    {
        if (_session is { CanResume: true, ResumeAddress: { } resume })
            return resume;

        var gateway = await rest.GetGatewayBotAsync(cancellationToken);
        if (!_session.CanResume)
        {
            _startLimit = gateway.SessionStartLimit;
            var wait = pacer.Take(shard.Id, _startLimit);
            if (wait > TimeSpan.Zero)
            {
                LogWaitingToIdentify(wait.TotalSeconds, gateway.SessionStartLimit.Remaining);
                await Task.Delay(wait, time, cancellationToken);
            }
        }
        return Uri.TryCreate(gateway.Url, UriKind.Absolute, out var address)
            ? address
            : throw new DiscordException($"GET /gateway/bot answered '{gateway.Url}' as the gateway's address, which is none.");
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The gateway connection ended ({Reason}): {What} in {Seconds:0.0} s")]
    private partial void LogReconnecting(string reason, string what, double seconds);

    [LoggerMessage(Level = LogLevel.Information, Message = "Waiting {Seconds:0.0} s before identifying; {Remaining} identifies are left today")]
    private partial void LogWaitingToIdentify(double seconds, int remaining);
}
