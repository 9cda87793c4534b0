namespace HydraBot.Discord.Voice;

/// <summary>20 ms of what somebody said, or the news that they were lost.</summary>
/// <param name="UserId">Who said it.</param>
/// <param name="Ssrc">The stream that it came on; each has its own Opus decoder.</param>
/// <param name="Sequence">The packet's number, which wraps: a gap is loss.</param>
/// <param name="Timestamp">The first sample's number at 48 kHz, which wraps: a gap without one in <paramref name="Sequence"/> is silence.</param>
/// <param name="Opus">The Opus frame; empty for a frame that was lost, which the decoder conceals.</param>
public sealed record VoiceFrame(ulong UserId, uint Ssrc, ushort Sequence, uint Timestamp, ReadOnlyMemory<byte> Opus)
{
    /// <summary>Whether it was lost on the way.</summary>
    public bool IsLost => Opus.IsEmpty;
}
