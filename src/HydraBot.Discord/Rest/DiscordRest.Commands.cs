using HydraBot.Discord.Interactions;
using HydraBot.Discord.Model;

namespace HydraBot.Discord.Rest;

public sealed partial class DiscordRest
{
    /// <summary>GET /applications/{application}/commands, with all localisations.</summary>
    public Task<IReadOnlyList<ApplicationCommand>> GetGlobalCommandsAsync(Snowflake applicationId, CancellationToken cancellationToken = default) =>
        GetAsync(
            RestRoute.Get("/applications/{application}/commands", applicationId),
            DiscordJson.Default.IReadOnlyListApplicationCommand,
            cancellationToken,
            "with_localizations=true");

    /// <summary>PUT /applications/{application}/commands: replaces all global commands of all kinds.</summary>
    public Task<IReadOnlyList<ApplicationCommand>> PutGlobalCommandsAsync(
        Snowflake applicationId, IReadOnlyList<CommandDefinition> commands, CancellationToken cancellationToken = default) =>
        PutCommandsAsync(RestRoute.Put("/applications/{application}/commands", applicationId), commands, cancellationToken);

    /// <summary>GET /applications/{application}/guilds/{guild}/commands, with all localisations.</summary>
    public Task<IReadOnlyList<ApplicationCommand>> GetGuildCommandsAsync(Snowflake applicationId, Snowflake guildId, CancellationToken cancellationToken = default) =>
        GetAsync(
            RestRoute.Get("/applications/{application}/guilds/{guild}/commands", applicationId, guildId),
            DiscordJson.Default.IReadOnlyListApplicationCommand,
            cancellationToken,
            "with_localizations=true");

    /// <summary>PUT /applications/{application}/guilds/{guild}/commands: replaces all of the guild's commands of all kinds.</summary>
    public Task<IReadOnlyList<ApplicationCommand>> PutGuildCommandsAsync(
        Snowflake applicationId, Snowflake guildId, IReadOnlyList<CommandDefinition> commands, CancellationToken cancellationToken = default) =>
        PutCommandsAsync(RestRoute.Put("/applications/{application}/guilds/{guild}/commands", applicationId, guildId), commands, cancellationToken);

    private Task<IReadOnlyList<ApplicationCommand>> PutCommandsAsync(
        RestRoute route, IReadOnlyList<CommandDefinition> commands, CancellationToken cancellationToken)
    {
        var body = RestBody.Json(commands, DiscordJson.Default.IReadOnlyListCommandDefinition);
        return SendAsync(new RestRequest(route) { Body = body }, DiscordJson.Default.IReadOnlyListApplicationCommand, cancellationToken);
    }
}
