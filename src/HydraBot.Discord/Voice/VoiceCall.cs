using System.Threading.Channels;
using HydraBot.Discord.Gateway.Events;
using HydraBot.Discord.Model;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Channel = System.Threading.Channels.Channel;

namespace HydraBot.Discord.Voice;

/// <summary>
/// Being in a guild's voice channel: asks Discord's main gateway in, follows to another server or channel when it is moved, and comes back after a session
/// that was lost. Each server is a <see cref="VoiceConnection"/> of its own; what is heard on all of them comes out of one reader.
/// </summary>
public sealed partial class VoiceCall
{
    private const int MostJoins = 3;
    private static readonly TimeSpan JoinTimeout = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Settled = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan MoveTimeout = TimeSpan.FromSeconds(5);

    private readonly IVoiceDoor _door;
    private readonly Snowflake _guildId;
    private readonly ILoggerFactory _loggers;
    private readonly ILogger _logger;
    private readonly TimeProvider _time;
    private readonly Channel<VoiceFrame> _frames = Channel.CreateBounded<VoiceFrame>(new BoundedChannelOptions(750) { FullMode = BoundedChannelFullMode.DropOldest });
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Snowflake _channelId;
    private string? _sessionId;
    private VoiceServerUpdate? _server;
    private bool _wasIn;
    private int _started;

    internal VoiceCall(IVoiceDoor door, Snowflake guildId, Snowflake channelId, ILoggerFactory? loggers, TimeProvider? time)
    {
        (_door, _guildId, _channelId) = (door, guildId, channelId);
        _loggers = loggers ?? NullLoggerFactory.Instance;
        _logger = _loggers.CreateLogger<VoiceCall>();
        _time = time ?? TimeProvider.System;
    }

    /// <summary>The channel that this client is in, or was sent to.</summary>
    public Snowflake ChannelId => _channelId;

    /// <summary>The connection to the present server; null between two.</summary>
    public VoiceConnection? Connection { get; private set; }

    /// <summary>What everybody else says.</summary>
    public ChannelReader<VoiceFrame> Frames => _frames.Reader;

    /// <summary>Called with every new connection, before it runs: for its events. Must not block.</summary>
    public Action<VoiceConnection>? Connecting { get; set; }

    /// <summary>Waits until sound can be sent and received. Throws what <see cref="RunAsync"/> threw when it ended before.</summary>
    public Task WaitUntilReadyAsync(CancellationToken cancellationToken = default) => _ready.Task.WaitAsync(cancellationToken);

    /// <summary>
    /// Joins and stays until cancelled, then leaves. Throws <see cref="VoiceClosedException"/> when somebody disconnected this client, or the call is over for
    /// it, and <see cref="DiscordException"/> when Discord does not let it in: a full channel gives no answer at all. Once.
    /// </summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (Interlocked.Exchange(ref _started, 1) == 1)
            throw new InvalidOperationException("A call runs once: make a new one.");
        var news = Channel.CreateUnbounded<object>();
        using var states = _door.OnState(state => news.Writer.TryWrite(state));
        using var servers = _door.OnServer(server => news.Writer.TryWrite(server));
        try
        {
            await StayAsync(news.Reader, cancellationToken);
            _ready.TrySetCanceled(CancellationToken.None);
        }
        catch (Exception e)
        {
            _ready.TrySetException(e);
            _ = _ready.Task.Exception;
            if (e is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
                throw;
        }
        finally
        {
            _frames.Writer.TryComplete();
            await LeaveAsync();
        }
    }

    /// <summary>Says something on the present connection; see <see cref="VoiceConnection.SpeakAsync"/>. Throws <see cref="DiscordException"/> between two.</summary>
    public Task SpeakAsync(IAsyncEnumerable<ReadOnlyMemory<byte>> opusFrames, CancellationToken cancellationToken = default) =>
        Connection?.SpeakAsync(opusFrames, cancellationToken) ?? throw new DiscordException("The voice connection is being moved.");

    private async Task StayAsync(ChannelReader<object> news, CancellationToken cancellationToken)
    {
        for (var joins = 1; ; joins++)
        {
            await AskInAsync(news, joins, cancellationToken);
            var since = _time.GetTimestamp();
            After after;
            do
                after = await TalkAsync(news, cancellationToken);
            while (after == After.Move && !cancellationToken.IsCancellationRequested);
            if (after == After.Left || cancellationToken.IsCancellationRequested)
                return;
            if (_time.GetElapsedTime(since) >= Settled)
                joins = 0;
            else if (joins >= MostJoins)
                throw new VoiceClosedException($"The voice session was lost {joins} times in a row.");
        }
    }

    /// <summary>Asks the main gateway in and waits for both of its answers.</summary>
    private async Task AskInAsync(ChannelReader<object> news, int attempt, CancellationToken cancellationToken)
    {
        (_server, _sessionId) = (null, null);
        LogJoining(_channelId, attempt);
        // Whoever is in already is not told of a server again: out and in.
        if (_wasIn)
            await _door.SetStateAsync(_guildId, null, cancellationToken);
        _wasIn = true;
        await _door.SetStateAsync(_guildId, _channelId, cancellationToken);
        using var timeout = new CancellationTokenSource(JoinTimeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            while (_server?.Endpoint is null || _sessionId is null)
                Take(await news.ReadAsync(either.Token));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new DiscordException($"Discord did not let this client into voice channel {_channelId} in {JoinTimeout.TotalSeconds:0} s: is it full, or is Connect not allowed?");
        }
    }

    /// <summary>Runs one connection until it ends, or the news say that it is not the right one any more.</summary>
    private async Task<After> TalkAsync(ChannelReader<object> news, CancellationToken cancellationToken)
    {
        var server = new VoiceServer(_guildId.Value, _channelId.Value, _door.UserId.Value, _sessionId!, _server!.Token, _server.Endpoint!);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await using var connection = new VoiceConnection(server, _loggers, _time);
        Connecting?.Invoke(connection);
        Connection = connection;
        var running = connection.RunAsync(stop.Token);
        var forwarding = ForwardAsync(connection, stop.Token);
        try
        {
            while (true)
            {
                var heard = news.WaitToReadAsync(stop.Token).AsTask();
                if (await Task.WhenAny(running, heard) == running)
                    return await AfterEndAsync(running, news, cancellationToken);
                await heard;
                while (news.TryRead(out var word))
                {
                    if (Take(word) is { } after)
                        return after;
                }
            }
        }
        finally
        {
            Connection = null;
            await stop.CancelAsync();
            await ((Task)Task.WhenAll(running, forwarding)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<After> AfterEndAsync(Task running, ChannelReader<object> news, CancellationToken cancellationToken)
    {
        try
        {
            await running;
            return After.Left;
        }
        catch (VoiceClosedException closed) when (closed.MayRejoin)
        {
            if (closed.CloseCode != Gateway.VoiceCloseCodes.Disconnected)
                return After.Rejoin;
            // Moved, or sent away? A new server says the one, a state without a channel, or nothing, the other.
            using var timeout = new CancellationTokenSource(MoveTimeout, _time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
            try
            {
                while (true)
                {
                    if (Take(await news.ReadAsync(either.Token)) is { } after)
                        return after;
                }
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                throw closed;
            }
        }
    }

    /// <summary>Notes what the main gateway says; not null: the present connection is over.</summary>
    private After? Take(object word)
    {
        switch (word)
        {
            case VoiceStateUpdate state when state.UserId == _door.UserId && state.GuildId == _guildId:
                if (state.ChannelId is not { } channel)
                {
                    if (_sessionId is null)
                        return null;
                    throw new VoiceClosedException("This client was disconnected from the voice channel.", Gateway.VoiceCloseCodes.Disconnected, mayRejoin: false);
                }
                (_channelId, _sessionId) = (channel, state.SessionId);
                return null;
            case VoiceServerUpdate server when server.GuildId == _guildId:
                var isNew = _server is not null && server.Token != _server.Token;
                _server = server;
                return isNew && server.Endpoint is not null ? After.Move : null;
            default:
                return null;
        }
    }

    private async Task ForwardAsync(VoiceConnection connection, CancellationToken cancellationToken)
    {
        await connection.WaitUntilReadyAsync(cancellationToken);
        _ready.TrySetResult();
        await foreach (var frame in connection.Frames.ReadAllAsync(cancellationToken))
            _frames.Writer.TryWrite(frame);
    }

    private async Task LeaveAsync()
    {
        try
        {
            await _door.SetStateAsync(_guildId, null, CancellationToken.None);
        }
        catch (DiscordException e)
        {
            // Not connected to the main gateway: Discord ends the voice state by itself.
            LogNotLeft(e.Message);
        }
    }

    private enum After
    {
        Left,
        Move,
        Rejoin,
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Joining voice channel {ChannelId} (attempt {Attempt})")]
    private partial void LogJoining(Snowflake channelId, int attempt);

    [LoggerMessage(Level = LogLevel.Debug, Message = "The voice channel could not be left in good order: {Reason}")]
    private partial void LogNotLeft(string reason);
}
