namespace HydraBot.Tests.DiscordEmulator.Raw;

/// <summary>Where an emulator is, and who its seeded bot is.</summary>
public sealed record DeskPlace(Uri Url, string BotToken, ulong ApplicationId, ulong GuildId)
{
    public Uri ApiBaseUrl => new(Url, "api/v10/");
}
