namespace HydraBot.Inference.Backends;

/// <summary>A backend sends an event beyond all measure.</summary>
internal sealed class TooLongException(int mostBytes) : IOException($"it sent an event of more than {mostBytes / (1024 * 1024)} MB");
