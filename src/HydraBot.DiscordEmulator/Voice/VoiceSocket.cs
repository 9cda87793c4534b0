using System.Net.WebSockets;
using System.Text;
using System.Threading.Channels;

namespace HydraBot.DiscordEmulator.Voice;

/// <summary>One WebSocket of the voice gateway, version 8.</summary>
internal sealed class VoiceSocket(WebSocket socket, EmulatedVoice voice)
{
    private const int LargestMessage = 256 * 1024;
    private const int HeartbeatInterval = 13_750;

    private readonly Channel<VoiceFrameOut> _outbox = Channel.CreateUnbounded<VoiceFrameOut>();
    private VoiceChannel? _channel;
    private VoiceSession? _session;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Send(8, new JsonObject { ["v"] = 8, ["heartbeat_interval"] = voice.HeartbeatInterval ?? HeartbeatInterval });
        var sending = SendAllAsync(stop.Token);
        try
        {
            var left = await ReceiveAllAsync(stop.Token);
            if (left && _session is { } session && _channel is { } channel)
                voice.Leave(channel, session);
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException or IOException)
        {
            // The session stays for a resume.
        }
        finally
        {
            _session?.Detach(_outbox);
            await stop.CancelAsync();
            await sending;
        }
    }

    /// <summary>True: the client said goodbye for good.</summary>
    private async Task<bool> ReceiveAllAsync(CancellationToken cancellationToken)
    {
        var buffer = new byte[LargestMessage];
        while (true)
        {
            var size = 0;
            ValueWebSocketReceiveResult received;
            do
            {
                if (size == buffer.Length)
                {
                    Close(4002);
                    return false;
                }
                received = await socket.ReceiveAsync(buffer.AsMemory(size), cancellationToken);
                size += received.Count;
            }
            while (!received.EndOfMessage);
            if (received.MessageType == WebSocketMessageType.Close)
                return socket.CloseStatus is WebSocketCloseStatus.NormalClosure or WebSocketCloseStatus.EndpointUnavailable;
            var message = buffer.AsSpan(0, size).ToArray();
            if (received.MessageType == WebSocketMessageType.Binary)
                HandleBinary(message);
            else
                HandleJson(message);
        }
    }

    private void HandleBinary(byte[] message)
    {
        if (_session is not { } session || _channel is not { } channel)
        {
            Close(4003);
            return;
        }
        lock (channel.Gate)
        {
            voice.Note(session.UserId, message[0]);
            if (message[0] == 26)
                channel.Group.Handed(session, message[1..]);
            else if (message[0] == 28)
                channel.Group.Offered(message[1..]);
            else
                Close(4001);
        }
    }

    private void HandleJson(byte[] message)
    {
        try
        {
            using var document = JsonDocument.Parse(message);
            var root = document.RootElement.Clone();
            HandleJson(root.GetProperty("op").GetInt32(), root.GetProperty("d"));
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            Close(4002);
        }
    }

    private void HandleJson(int opcode, JsonElement data)
    {
        switch (opcode)
        {
            case 0:
                Identify(data);
                break;
            case 7:
                Resume(data);
                break;
            case 3:
                voice.Note(_session?.UserId ?? 0, opcode, data);
                if (!voice.IgnoresHeartbeats)
                    Send(6, new JsonObject { ["t"] = data.GetProperty("t").GetInt64() });
                break;
            default:
                if (_session is { } session && _channel is { } channel)
                    HandleInChannel(channel, session, opcode, data);
                else
                    Close(4003);
                break;
        }
    }

    private void HandleInChannel(VoiceChannel channel, VoiceSession session, int opcode, JsonElement data)
    {
        int? speaking = null;
        lock (channel.Gate)
        {
            voice.Note(session.UserId, opcode, data);
            switch (opcode)
            {
                case 1 when data.GetProperty("data").GetProperty("mode").GetString() == TransportKey.Mode:
                    session.Say(4, new JsonObject
                    {
                        ["mode"] = TransportKey.Mode,
                        ["secret_key"] = new JsonArray([.. session.Transport.Key.Select(value => JsonValue.Create((int)value))]),
                        ["dave_protocol_version"] = session.DaveVersion,
                    });
                    channel.Selected(session);
                    break;
                case 1:
                    Close(4016);
                    break;
                case 5:
                    speaking = data.GetProperty("speaking").GetInt32();
                    channel.Spoke(session, speaking.Value);
                    break;
                case 23:
                    channel.Group.Ready(session.UserId, data.GetProperty("transition_id").GetUInt16());
                    break;
                case 31:
                    channel.Group.FellOut(session);
                    break;
                default:
                    Close(4001);
                    break;
            }
        }
        if (speaking is { } mode)
            voice.NoteSpeaking(session, mode != 0);
    }

    private void Identify(JsonElement data)
    {
        if (_session is not null)
        {
            Close(4005);
            return;
        }
        if (voice.Ticket(data.GetProperty("token").GetString()) is not { } ticket || ticket.SessionId != data.GetProperty("session_id").GetString()
            || $"{ticket.ServerId}" != data.GetProperty("server_id").GetString() || $"{ticket.UserId}" != data.GetProperty("user_id").GetString())
        {
            Close(4004);
            return;
        }
        var version = data.TryGetProperty("max_dave_protocol_version", out var offered) ? Math.Min(1, offered.GetInt32()) : 0;
        if (version == 0)
        {
            Close(4017);
            return;
        }
        (_channel, _session) = voice.Enter(ticket);
        lock (_channel.Gate)
        {
            _session.DaveVersion = version;
            _session.Attach(_outbox);
            voice.Note(ticket.UserId, 0, data);
            _session.Say(2, new JsonObject
            {
                ["ssrc"] = _session.Ssrc,
                ["ip"] = "127.0.0.1",
                ["port"] = voice.UdpPort,
                ["modes"] = new JsonArray(TransportKey.Mode, "aead_xchacha20_poly1305_rtpsize"),
            });
        }
    }

    private void Resume(JsonElement data)
    {
        if (voice.Ticket(data.GetProperty("token").GetString()) is not { } ticket || voice.Find(ticket) is not var (channel, session))
        {
            Close(4006);
            return;
        }
        (_channel, _session) = (channel, session);
        lock (channel.Gate)
        {
            voice.Note(ticket.UserId, 7, data);
            session.Attach(_outbox, data.TryGetProperty("seq_ack", out var acknowledged) ? acknowledged.GetInt32() : 0);
            Send(9, null);
        }
    }

    private void Send(int opcode, JsonNode? data) =>
        _outbox.Writer.TryWrite(new VoiceFrameOut(Encoding.UTF8.GetBytes(new JsonObject { ["op"] = opcode, ["d"] = data }.ToJsonString()), IsBinary: false));

    private void Close(int code) => _outbox.Writer.TryWrite(new VoiceFrameOut([], IsBinary: false) { CloseCode = code });

    private async Task SendAllAsync(CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var frame in _outbox.Reader.ReadAllAsync(cancellationToken))
            {
                if (frame.CloseCode == VoiceFrameOut.Break)
                    socket.Abort();
                else if (frame.CloseCode is { } code)
                    await socket.CloseOutputAsync((WebSocketCloseStatus)code, null, cancellationToken);
                else
                    await socket.SendAsync(frame.Bytes, frame.IsBinary ? WebSocketMessageType.Binary : WebSocketMessageType.Text, endOfMessage: true, cancellationToken);
            }
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException or ObjectDisposedException or IOException)
        {
            // The receiving side ends the connection.
        }
    }
}
