using HydraBot.DiscordEmulator.Gateway;

namespace HydraBot.DiscordEmulator.World.Shapes;

internal sealed class ApplicationShape(DiscordWorld world, UserShape users)
{
    private const int PresenceLimited = 1 << 13;
    private const int MembersLimited = 1 << 15;
    private const int ContentLimited = 1 << 19;

    /// <summary>What the application itself sees at <c>/applications/@me</c>.</summary>
    public JsonObject Private(Application application)
    {
        var owner = world.Users.Find(world.SeededGuild.OwnerId)!;
        var flags = Flags(application);
        return new JsonObject
        {
            ["id"] = application.Id.ToString(),
            ["name"] = application.Name,
            ["icon"] = null,
            ["description"] = application.Description,
            ["type"] = null,
            ["bot"] = users.User(application.Id),
            ["bot_public"] = true,
            ["bot_require_code_grant"] = false,
            ["verify_key"] = application.VerifyKey,
            ["flags"] = flags,
            ["flags_new"] = flags.ToString(System.Globalization.CultureInfo.InvariantCulture),
            ["redirect_uris"] = new JsonArray(),
            ["interactions_endpoint_url"] = null,
            ["role_connections_verification_url"] = null,
            ["owner"] = UserShape.User(owner),
            ["approximate_guild_count"] = world.GuildsOf(application.Id).Count(),
            ["approximate_user_install_count"] = 0,
            ["approximate_user_authorization_count"] = 0,
            ["explicit_content_filter"] = 0,
            ["team"] = null,
            ["eligible_oauth2_scopes"] = new JsonArray(),
        };
    }

    /// <summary>What a member's client needs to show whose command or modal it is.</summary>
    public JsonObject Public(Application application) => new()
    {
        ["id"] = application.Id.ToString(),
        ["name"] = application.Name,
        ["description"] = application.Description,
        ["icon"] = null,
        ["bot"] = users.User(application.Id),
    };

    public static int Flags(Application application) =>
        (application.PrivilegedIntents.HasFlag(GatewayIntents.GuildPresences) ? PresenceLimited : 0)
        | (application.PrivilegedIntents.HasFlag(GatewayIntents.GuildMembers) ? MembersLimited : 0)
        | (application.PrivilegedIntents.HasFlag(GatewayIntents.MessageContent) ? ContentLimited : 0);
}
