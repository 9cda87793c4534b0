using System.Security.Cryptography;
using HydraBot.Discord.Voice.Dave;

namespace HydraBot.Discord.Voice.Rtp;

/// <summary>Makes packets of frames of sound: end-to-end encryption, header, transport encryption.</summary>
internal sealed class VoiceSender
{
    private readonly DaveSession _dave;
    private readonly TimeProvider _time;
    private ushort _sequence;
    private uint _timestamp;
    private long? _lastAt;
    private byte[] _encrypted = new byte[1500];
    private byte[] _packet = new byte[1600];

    public VoiceSender(DaveSession dave, TimeProvider time)
    {
        _dave = dave;
        _time = time;
        var start = RandomNumberGenerator.GetBytes(6);
        (_sequence, _timestamp) = (BitConverter.ToUInt16(start), BitConverter.ToUInt32(start, 2));
    }

    /// <summary>The packet of the next 20 ms; empty when the frame must not be sent, because the call is encrypted and there is no key yet.</summary>
    public ReadOnlyMemory<byte> Pack(ReadOnlySpan<byte> opus, TransportCipher cipher, uint ssrc)
    {
        var largest = FrameEncryptor.LargestSize(opus.Length);
        if (_encrypted.Length < largest)
            (_encrypted, _packet) = (new byte[largest], new byte[largest + RtpHeader.FixedSize + TransportCipher.Overhead]);
        AdvanceTimestamp();
        var size = _dave.Encrypt(opus, _encrypted);
        if (size == 0)
            return default;
        RtpHeader.Write(_packet, _sequence++, _timestamp, ssrc);
        return _packet.AsMemory(0, cipher.Seal(_packet, RtpHeader.FixedSize, _encrypted.AsSpan(0, size)));
    }

    /// <summary>The timestamp is the clock of who listens: it goes on through pauses, in whole frames.</summary>
    private void AdvanceTimestamp()
    {
        var frames = _lastAt is { } last ? Math.Max(1, (long)Math.Round(_time.GetElapsedTime(last) / FramePacer.Frame)) : 1;
        _timestamp += (uint)(frames > LongestContinuous ? frames : 1) * FramePacer.SamplesPerFrame;
        _lastAt = _time.GetTimestamp();
    }

    /// <summary>Fewer frames than this between two packets are the wake-ups of a busy machine, not a pause.</summary>
    private const long LongestContinuous = 5;
}
