using HydraBot.DiscordEmulator.World;

namespace HydraBot.DiscordEmulator.Rest;

/// <summary>Who calls: a member's own client, or a bot with its application.</summary>
internal sealed record Account(User User, Application? Application)
{
    public Snowflake Id => User.Id;
    public bool IsBot => Application is not null;
}
