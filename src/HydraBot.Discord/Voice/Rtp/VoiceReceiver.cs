using System.Threading.Channels;
using HydraBot.Discord.Voice.Dave;

namespace HydraBot.Discord.Voice.Rtp;

/// <summary>
/// Makes frames of sound of what comes in on UDP: transport decryption, extension and padding off, end-to-end decryption, order. What is not authentic, of an
/// unknown stream, or not sound is dropped and counted.
/// </summary>
internal sealed class VoiceReceiver(Speakers speakers, DaveSession dave, ChannelWriter<VoiceFrame> frames, TimeProvider time)
{
    /// <summary>More streams than a call has members; beyond it a stream that was silent longest is forgotten.</summary>
    private const int MostStreams = 256;

    private readonly Lock _lock = new();
    private readonly Dictionary<uint, (JitterBuffer Buffer, long UsedAt)> _streams = [];
    private readonly List<VoiceFrame> _ready = [];
    private readonly byte[] _decrypted = new byte[2048];
    private readonly byte[] _opened = new byte[2048];

    /// <summary>Packets whose sound was handed on, or waits for its turn.</summary>
    public long Accepted { get; private set; }

    /// <summary>Packets that were dropped.</summary>
    public long Dropped { get; private set; }

    /// <summary>Frames in a row that could not be decrypted end to end.</summary>
    public int RefusedInRow { get; private set; }

    public void Receive(ReadOnlySpan<byte> packet, TransportCipher cipher, uint ownSsrc)
    {
        lock (_lock)
        {
            if (TryReceive(packet, cipher, ownSsrc))
                Accepted++;
            else
                Dropped++;
        }
    }

    /// <summary>Gives out what has waited for a missing packet long enough.</summary>
    public void Drain()
    {
        lock (_lock)
        {
            foreach (var (buffer, _) in _streams.Values)
            {
                if (buffer.IsWaiting)
                    buffer.Drain(_ready);
            }
            HandOn();
        }
    }

    private bool TryReceive(ReadOnlySpan<byte> packet, TransportCipher cipher, uint ownSsrc)
    {
        if (packet.Length > _decrypted.Length || !RtpHeader.TryRead(packet, out var header) || header.PayloadType != RtpHeader.OpusPayloadType || header.Ssrc == ownSsrc)
            return false;
        if (!speakers.TryFind(header.Ssrc, out var userId) || !cipher.TryOpen(packet, header.Size, _decrypted, out var size))
            return false;
        if (!header.TryStrip(_decrypted.AsSpan(0, size), out var payload) || payload.IsEmpty)
            return false;
        if (dave.Decrypt(userId, payload, _opened, out var opusSize) == FrameDecryption.Refused)
        {
            RefusedInRow++;
            return false;
        }
        RefusedInRow = 0;
        if (opusSize == 0)
            return false;
        BufferOf(header.Ssrc).Add(new VoiceFrame(userId, header.Ssrc, header.Sequence, header.Timestamp, _opened.AsSpan(0, opusSize).ToArray()), _ready);
        HandOn();
        return true;
    }

    private JitterBuffer BufferOf(uint ssrc)
    {
        if (!_streams.TryGetValue(ssrc, out var stream))
        {
            if (_streams.Count >= MostStreams)
                _streams.Remove(_streams.MinBy(entry => entry.Value.UsedAt).Key);
            stream.Buffer = new JitterBuffer(time);
        }
        _streams[ssrc] = (stream.Buffer, time.GetTimestamp());
        return stream.Buffer;
    }

    private void HandOn()
    {
        foreach (var frame in _ready)
            frames.TryWrite(frame);
        _ready.Clear();
    }
}
