namespace HydraBot.DiscordEmulator.Rest;

internal enum RouteAuthorization
{
    /// <summary>A bot or a member.</summary>
    Account,
    BotAlone,
    MemberAlone,

    /// <summary>The token is part of the path; an Authorization header is not looked at.</summary>
    TokenInPath,
}
