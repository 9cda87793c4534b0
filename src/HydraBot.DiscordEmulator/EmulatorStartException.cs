namespace HydraBot.DiscordEmulator;

/// <summary>The emulator could not start, and its message says what to change.</summary>
public sealed class EmulatorStartException(string message, Exception? cause = null) : Exception(message, cause);
