namespace HydraBot.Voice.Calls;

/// <summary>20 ms of a member's voice.</summary>
/// <param name="MemberId">Whose.</param>
/// <param name="Stream">The stream; each has a decoder of its own.</param>
/// <param name="Timestamp">The number of its first sample at 48 kHz.</param>
/// <param name="Opus">The frame; empty for one that was lost.</param>
internal readonly record struct HeardFrame(ulong MemberId, uint Stream, uint Timestamp, ReadOnlyMemory<byte> Opus);
