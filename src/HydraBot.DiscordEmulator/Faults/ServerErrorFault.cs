namespace HydraBot.DiscordEmulator.Faults;

/// <summary>The next requests are answered with this status.</summary>
internal sealed record ServerErrorFault(int Status, int Count);
