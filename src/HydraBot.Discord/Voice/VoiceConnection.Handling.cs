using System.Net;
using HydraBot.Discord.Voice.Dave;
using HydraBot.Discord.Voice.Gateway;
using HydraBot.Discord.Voice.Rtp;
using Microsoft.Extensions.Logging;

namespace HydraBot.Discord.Voice;

/// <summary>What the voice gateway says, and what follows from it.</summary>
public sealed partial class VoiceConnection
{
    private async Task HandleAsync(VoiceMessage message, CancellationToken cancellationToken)
    {
        switch (message.Opcode)
        {
            case VoiceOpcode.Ready:
                await SelectProtocolAsync(message.Get(VoiceJson.Default.VoiceReady), cancellationToken);
                break;
            case VoiceOpcode.SessionDescription:
                await BeginAsync(message.Get(VoiceJson.Default.VoiceSessionDescription), cancellationToken);
                break;
            case VoiceOpcode.Resumed:
                _resumed = true;
                break;
            case VoiceOpcode.Speaking:
                var speaking = message.Get(VoiceJson.Default.VoiceSpeaking);
                _speakers.Map(speaking.Ssrc, speaking.UserId);
                SpeakingChanged?.Invoke(speaking.UserId, speaking.Speaking != 0);
                break;
            case VoiceOpcode.ClientsConnect:
                _dave.ClientsConnected(message.Get(VoiceJson.Default.VoiceClientsConnect).UserIds);
                break;
            case VoiceOpcode.ClientDisconnect:
                var left = message.Get(VoiceJson.Default.VoiceClientDisconnect).UserId;
                _speakers.Forget(left);
                _dave.ClientDisconnected(left);
                MemberLeft?.Invoke(left);
                break;
            default:
                await AnswerAsync(HandleEncryption(message), cancellationToken);
                break;
        }
    }

    private IReadOnlyList<DaveReply> HandleEncryption(VoiceMessage message)
    {
        switch (message.Opcode)
        {
            case VoiceOpcode.DavePrepareTransition:
                var transition = message.Get(VoiceJson.Default.VoicePrepareTransition);
                return _dave.PrepareTransition(transition.ProtocolVersion, transition.TransitionId);
            case VoiceOpcode.DaveExecuteTransition:
                _dave.ExecuteTransition(message.Get(VoiceJson.Default.VoiceExecuteTransition).TransitionId);
                return [];
            case VoiceOpcode.DavePrepareEpoch:
                var epoch = message.Get(VoiceJson.Default.VoicePrepareEpoch);
                return _dave.PrepareEpoch(epoch.ProtocolVersion, epoch.Epoch);
            case VoiceOpcode.DaveExternalSender:
                _dave.SetExternalSender(message.Payload.Span);
                return [];
            case VoiceOpcode.DaveProposals:
                return _dave.Proposals(message.Payload.Span);
            case VoiceOpcode.DaveAnnounceCommitTransition:
                return _dave.AnnounceCommit(message.Payload.Span);
            case VoiceOpcode.DaveWelcome:
                return _dave.Welcome(message.Payload.Span);
            default:
                LogUnknownOpcode((int)message.Opcode);
                return [];
        }
    }

    private async Task AnswerAsync(IReadOnlyList<DaveReply> replies, CancellationToken cancellationToken)
    {
        foreach (var reply in replies)
        {
            var payload = reply.IsBinary ? VoicePayloads.Binary(reply.Opcode, reply.Payload) : VoicePayloads.Transition(reply.Opcode, reply.TransitionId);
            await TellAsync(payload, reply.IsBinary, cancellationToken);
        }
    }

    /// <summary>READY: finds this client's address from outside, and chooses the encryption.</summary>
    private async Task SelectProtocolAsync(VoiceReady ready, CancellationToken cancellationToken)
    {
        if (!IPAddress.TryParse(ready.Ip, out var ip) || ready.Port is <= 0 or > ushort.MaxValue)
            throw new System.Text.Json.JsonException("READY has an address.");
        var mode = TransportCipher.Modes.FirstOrDefault(ready.Modes.Contains)
            ?? throw new VoiceClosedException($"The voice server offers {string.Join(", ", ready.Modes)}; known are {string.Join(" and ", TransportCipher.Modes)}.", null, mayRejoin: false);
        DropMedia();
        _pendingReady = ready;
        _pendingUdp = new VoiceUdp(new IPEndPoint(ip, ready.Port), _time);
        var address = await _pendingUdp.DiscoverAsync(ready.Ssrc, cancellationToken);
        await TellAsync(VoicePayloads.SelectProtocol(address, mode), binary: false, cancellationToken);
    }

    /// <summary>SESSION DESCRIPTION: the key is here, and sound can begin.</summary>
    private async Task BeginAsync(VoiceSessionDescription description, CancellationToken cancellationToken)
    {
        if (_pendingReady is not { } ready || _pendingUdp is not { } udp)
            throw new System.Text.Json.JsonException("SESSION DESCRIPTION follows READY.");
        var cipher = TransportCipher.Create(description.Mode, [.. description.SecretKey.Select(value => (byte)value)]);
        (_pendingReady, _pendingUdp) = (null, null);
        _media = new Media(udp, cipher, ready.Ssrc);
        _identified = true;
        _resumed = true;
        _media.Start(ListenAsync(_media));
        await AnswerAsync(_dave.Begin(description.DaveProtocolVersion), cancellationToken);
        // Servers send nothing to whoever has not said a word: an announcement and silence open the way.
        await AnnounceAsync(speaking: false, cancellationToken);
        LogReady(description.Mode, description.DaveProtocolVersion);
        _ready.TrySetResult();
    }

    private Task ListenAsync(Media media) => Task.WhenAll(
        media.Udp.ReceiveAllAsync(packet => _receiver.Receive(packet, media.Cipher, media.Ssrc), media.Stopped),
        TickAsync(media));

    /// <summary>What the clock does: gives out sound that waits behind a gap, keeps NAT open, and starts the group anew when nothing decrypts.</summary>
    private async Task TickAsync(Media media)
    {
        using var timer = new PeriodicTimer(FramePacer.Frame, _time);
        uint alive = 0;
        var lastAlive = _time.GetTimestamp();
        while (await timer.WaitForNextTickAsync(media.Stopped))
        {
            _receiver.Drain();
            if (_receiver.RefusedInRow > RefusedFramesBeforeRecovery && _dave.RecoveryTransition is { } transition)
                await AnswerAsync(_dave.Recover(transition), media.Stopped);
            if (_time.GetElapsedTime(lastAlive) < KeepAlive)
                continue;
            lastAlive = _time.GetTimestamp();
            await media.SendAsync(BitConverter.GetBytes((ulong)alive++), media.Stopped);
        }
    }

    private void DropMedia()
    {
        _media?.Dispose();
        _media = null;
        _pendingUdp?.Dispose();
        _pendingUdp = null;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Voice is ready: {Mode}, end-to-end encryption version {Version}")]
    private partial void LogReady(string mode, int version);

    [LoggerMessage(Level = LogLevel.Debug, Message = "Unknown voice opcode {Opcode}")]
    private partial void LogUnknownOpcode(int opcode);
}
