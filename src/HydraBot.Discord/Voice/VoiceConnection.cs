using System.Net;
using System.Threading.Channels;
using HydraBot.Discord.Gateway;
using HydraBot.Discord.Voice.Dave;
using HydraBot.Discord.Voice.Gateway;
using HydraBot.Discord.Voice.Rtp;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace HydraBot.Discord.Voice;

/// <summary>
/// A place in a voice channel: the voice gateway, version 8, UDP, and end-to-end encryption. It takes and gives Opus frames of 20 ms; what is in
/// them is the caller's. https://discord.com/developers/docs/topics/voice-connections
/// </summary>
public sealed partial class VoiceConnection : IAsyncDisposable
{
    /// <summary>A second and a half of sound for every of ten speakers: a reader that is slower than that loses the oldest.</summary>
    private const int MostWaitingFrames = 750;

    private const int RefusedFramesBeforeRecovery = 36;
    private const int ResumesWithoutSuccess = 5;
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan KeepAlive = TimeSpan.FromSeconds(5);

    private readonly VoiceServer _server;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly VoiceSequence _sequence = new();
    private readonly Speakers _speakers = new();
    private readonly DaveSession _dave;
    private readonly VoiceReceiver _receiver;
    private readonly VoiceSender _sender;
    private readonly Channel<VoiceFrame> _frames = Channel.CreateBounded<VoiceFrame>(
        new BoundedChannelOptions(MostWaitingFrames) { FullMode = BoundedChannelFullMode.DropOldest });
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly SemaphoreSlim _speaking = new(1, 1);

    private VoiceLink? _link;
    private Media? _media;
    private VoiceReady? _pendingReady;
    private VoiceUdp? _pendingUdp;
    private bool _identified;
    private bool _resumed;
    private int _started;

    /// <summary>A connection that does nothing yet; <see cref="RunAsync"/> connects it.</summary>
    public VoiceConnection(VoiceServer server, ILoggerFactory? loggerFactory = null, TimeProvider? timeProvider = null)
    {
        _server = server;
        _time = timeProvider ?? TimeProvider.System;
        var loggers = loggerFactory ?? NullLoggerFactory.Instance;
        _logger = loggers.CreateLogger<VoiceConnection>();
        _dave = new DaveSession(server.UserId, server.ChannelId, _time, loggers.CreateLogger<DaveSession>());
        _receiver = new VoiceReceiver(_speakers, _dave, _frames.Writer, _time);
        _sender = new VoiceSender(_dave, _time);
    }

    /// <summary>What everybody else says, stream by stream in order. Bounded: whoever reads too slowly loses the oldest.</summary>
    public ChannelReader<VoiceFrame> Frames => _frames.Reader;

    /// <summary>How private the call is now.</summary>
    public VoicePrivacy Privacy => new(_dave.ProtocolVersion, _dave.Epoch, _dave.PrivacyCode, _dave.Members, _dave.IsEncrypting);

    /// <summary>Called when a member begins (true) or stops speaking, as far as they say so. Must not block.</summary>
    public Action<ulong, bool>? SpeakingChanged { get; set; }

    /// <summary>Called when a member has left the call. Must not block.</summary>
    public Action<ulong>? MemberLeft { get; set; }

    /// <summary>The 45 digits that this client and a member compare; null when the member is not in the encrypted call. Takes some 50 ms.</summary>
    public string? VerificationCode(ulong userId) => _dave.VerificationCode(userId);

    /// <summary>Waits until sound can be sent and received. Throws what <see cref="RunAsync"/> threw when it ended before.</summary>
    public Task WaitUntilReadyAsync(CancellationToken cancellationToken = default) => _ready.Task.WaitAsync(cancellationToken);

    /// <summary>Connects and stays, through broken connections, until cancelled. Throws <see cref="VoiceClosedException"/> when the call is over for this client. Once.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (Interlocked.Exchange(ref _started, 1) == 1)
            throw new InvalidOperationException("A voice connection runs once: make a new one.");
        try
        {
            await StayAsync(cancellationToken);
            _ready.TrySetException(new OperationCanceledException("The voice connection was left."));
        }
        catch (Exception e)
        {
            _ready.TrySetException(e);
            throw;
        }
        finally
        {
            _ = _ready.Task.Exception;
            _frames.Writer.TryComplete();
        }
    }

    /// <summary>
    /// Sends Opus frames of 20 ms, one every 20 ms, then five of silence, so that no decoder stretches the last sound. One caller at a time; another waits.
    /// While the connection is broken frames are skipped, not kept.
    /// </summary>
    public async Task SpeakAsync(IAsyncEnumerable<ReadOnlyMemory<byte>> opusFrames, CancellationToken cancellationToken = default)
    {
        await _speaking.WaitAsync(cancellationToken);
        try
        {
            await AnnounceAsync(speaking: true, cancellationToken);
            var pacer = new FramePacer(_time);
            try
            {
                await foreach (var frame in opusFrames.WithCancellation(cancellationToken))
                {
                    await pacer.NextAsync(cancellationToken);
                    await SendAsync(frame, cancellationToken);
                }
            }
            finally
            {
                // Also after a barge-in: who listens must hear an end, which takes 100 ms.
                for (var i = 0; i < 5; i++)
                {
                    await pacer.NextAsync(CancellationToken.None);
                    await SendAsync(DaveProtocol.Silence.ToArray(), CancellationToken.None);
                }
                await AnnounceAsync(speaking: false, CancellationToken.None);
            }
        }
        finally
        {
            _speaking.Release();
        }
    }

    /// <summary>Zeroes keys. End <see cref="RunAsync"/> and <see cref="SpeakAsync"/> first, by their tokens.</summary>
    public async ValueTask DisposeAsync()
    {
        await _speaking.WaitAsync();
        if (Interlocked.Exchange(ref _media, null) is { } media)
        {
            media.Dispose();
            await media.Listening;
        }
        _pendingUdp?.Dispose();
        _dave.Dispose();
    }

    private async Task StayAsync(CancellationToken cancellationToken)
    {
        for (var failures = 0; ;)
        {
            using var link = new VoiceLink(_server, _sequence, _time, _logger);
            _link = link;
            var (code, reason) = await link.RunAsync(resume: _identified && _media is not null, message => HandleAsync(message, cancellationToken), cancellationToken);
            _link = null;
            if (cancellationToken.IsCancellationRequested)
                return;
            var reaction = VoiceCloseCodes.ReactionTo(code);
            failures = _resumed ? 1 : failures + 1;
            _resumed = false;
            if (reaction != VoiceCloseReaction.Resume || failures > ResumesWithoutSuccess)
                throw new VoiceClosedException($"The voice connection has ended: {reason}.", code, reaction == VoiceCloseReaction.Rejoin || code == VoiceCloseCodes.Disconnected || reaction == VoiceCloseReaction.Resume);
            LogReconnecting(reason);
            await Task.Delay(Backoff.After(failures, FirstPause, LongestPause), _time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (cancellationToken.IsCancellationRequested)
                return;
        }
    }

    private async Task SendAsync(ReadOnlyMemory<byte> opus, CancellationToken cancellationToken)
    {
        if (_media is not { } media)
            return;
        try
        {
            var packet = _sender.Pack(opus.Span, media.Cipher, media.Ssrc);
            if (!packet.IsEmpty)
                await media.SendAsync(packet, cancellationToken);
        }
        catch (ObjectDisposedException e)
        {
            // The session was replaced in this moment: this frame is lost with it.
            LogNotSaid(e.Message);
        }
    }

    private async Task AnnounceAsync(bool speaking, CancellationToken cancellationToken)
    {
        if (_media is { } media)
            await TellAsync(VoicePayloads.Speaking(speaking, media.Ssrc), binary: false, cancellationToken);
    }

    /// <summary>Says something while connected; a broken connection says it again by itself or makes it pointless.</summary>
    private async Task TellAsync(byte[] payload, bool binary, CancellationToken cancellationToken)
    {
        try
        {
            if (_link is { } link)
                await link.SendAsync(payload, cancellationToken, binary);
        }
        catch (Exception e) when (e is System.Net.WebSockets.WebSocketException or ObjectDisposedException)
        {
            LogNotSaid(e.Message);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "The voice connection is taken up again: {Reason}")]
    private partial void LogReconnecting(string reason);

    [LoggerMessage(Level = LogLevel.Debug, Message = "Something could not be said to the voice gateway: {Reason}")]
    private partial void LogNotSaid(string reason);
}
