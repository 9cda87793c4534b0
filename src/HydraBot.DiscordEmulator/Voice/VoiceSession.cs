using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Threading.Channels;

namespace HydraBot.DiscordEmulator.Voice;

/// <summary>Somebody's session in a voice channel. It outlives its WebSocket: what is said meanwhile is kept for a resume.</summary>
internal sealed class VoiceSession : IDisposable
{
    private const int MostKept = 1000;

    private readonly Queue<(int Sequence, VoiceFrameOut Frame)> _kept = [];
    private Channel<VoiceFrameOut>? _outbox;
    private int _sequence;

    public VoiceSession(VoiceTicket ticket, uint ssrc)
    {
        Ticket = ticket;
        Ssrc = ssrc;
        Transport = new TransportKey(RandomNumberGenerator.GetBytes(32));
    }

    public VoiceTicket Ticket { get; }

    public ulong UserId => Ticket.UserId;

    public uint Ssrc { get; }

    public TransportKey Transport { get; }

    /// <summary>Where its sound goes; null before it has asked for its address.</summary>
    public IPEndPoint? Address { get; set; }

    /// <summary>Whether it has chosen an encryption, and so can hear and be heard.</summary>
    public bool IsSelected { get; set; }

    /// <summary>Whether it says that it speaks.</summary>
    public bool IsSpeaking { get; set; }

    /// <summary>The version of end-to-end encryption that it offers; 0 is none.</summary>
    public int DaveVersion { get; set; }

    /// <summary>The key package that it handed out last and that has not been used.</summary>
    public byte[]? KeyPackage { get; set; }

    /// <summary>Whether a WebSocket is attached.</summary>
    public bool IsConnected => _outbox is not null;

    /// <summary>Attaches a WebSocket's outbox; what came after <paramref name="acknowledged"/> is sent again.</summary>
    public void Attach(Channel<VoiceFrameOut> outbox, int? acknowledged = null)
    {
        _outbox = outbox;
        if (acknowledged is not { } last)
            return;
        foreach (var (sequence, frame) in _kept)
        {
            if (sequence > last)
                outbox.Writer.TryWrite(frame);
        }
    }

    public void Detach(Channel<VoiceFrameOut> outbox)
    {
        if (_outbox == outbox)
            _outbox = null;
    }

    /// <summary>Says something in JSON, numbered.</summary>
    public void Say(int opcode, JsonNode data)
    {
        var sequence = ++_sequence;
        var message = new JsonObject { ["op"] = opcode, ["d"] = data, ["seq"] = sequence };
        Send(sequence, new VoiceFrameOut(Encoding.UTF8.GetBytes(message.ToJsonString()), IsBinary: false));
    }

    /// <summary>Says something in bytes, numbered.</summary>
    public void Say(int opcode, params ReadOnlySpan<byte> payload)
    {
        var sequence = ++_sequence;
        Send(sequence, new VoiceFrameOut([.. MlsBytes.UInt16(sequence), (byte)opcode, .. payload], IsBinary: true));
    }

    /// <summary>Closes its WebSocket with a code; null breaks it.</summary>
    public void Close(int? code) => _outbox?.Writer.TryWrite(new VoiceFrameOut([], IsBinary: false) { CloseCode = code ?? VoiceFrameOut.Break });

    public void Dispose() => Transport.Dispose();

    private void Send(int sequence, VoiceFrameOut frame)
    {
        _kept.Enqueue((sequence, frame));
        if (_kept.Count > MostKept)
            _kept.Dequeue();
        _outbox?.Writer.TryWrite(frame);
    }
}
