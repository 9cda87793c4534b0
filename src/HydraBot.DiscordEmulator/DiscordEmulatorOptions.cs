using HydraBot.DiscordEmulator.Page.Calls;

namespace HydraBot.DiscordEmulator;

/// <summary>Where the emulator listens and where it keeps its world.</summary>
public sealed class DiscordEmulatorOptions
{
    /// <summary>Address of the HTTP server; port 0 takes any free one. The setting is <c>Emulator:Url</c>.</summary>
    public Uri Url { get; set; } = new("http://127.0.0.1:8701");

    /// <summary>Folder of <c>emulator.db</c>; it is created when missing.</summary>
    public string StoragePath { get; set; } = "data";

    /// <summary>Token of the seeded application's bot; null keeps the one that was made at the first start.</summary>
    public string? BotToken { get; set; }

    /// <summary>Who takes pages into calls; null, and pages only see who is there.</summary>
    public IPageVoice? PageVoice { get; set; }
}
