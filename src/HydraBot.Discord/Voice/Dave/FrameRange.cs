namespace HydraBot.Discord.Voice.Dave;

/// <summary>A part of a frame that stays readable for relays; it is authenticated all the same.</summary>
internal readonly record struct FrameRange(int Offset, int Size);
