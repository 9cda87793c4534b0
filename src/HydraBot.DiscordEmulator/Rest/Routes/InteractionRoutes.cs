using HydraBot.DiscordEmulator.Rest.Commands;
using HydraBot.DiscordEmulator.Rest.Interactions;
using HydraBot.DiscordEmulator.Rest.RateLimits;
using HydraBot.DiscordEmulator.World;
using HydraBot.DiscordEmulator.World.Shapes;

namespace HydraBot.DiscordEmulator.Rest.Routes;

/// <summary>The member's side of interactions: which commands there are, and their use. Discord's own clients call these.</summary>
internal sealed class InteractionRoutes(DiscordWorld world, AccessCheck check, SubmissionReader submissions, InteractionDelivery delivery, Shapes shapes)
{
    private const int SearchDefault = 25;

    public void Map(RestRoutes routes)
    {
        routes.Add("POST", "interactions", RateLimitRule.InteractionCreate, Submit, RouteAuthorization.MemberAlone);
        routes.Get("guilds/{guild}/application-command-index", Index, authorization: RouteAuthorization.MemberAlone);
        routes.Get("channels/{channel}/application-command-index", ChannelIndex, authorization: RouteAuthorization.MemberAlone);
        routes.Get("channels/{channel}/application-commands/search", Search, authorization: RouteAuthorization.MemberAlone);
    }

    private RestAnswer Submit(RestCall call)
    {
        var channelId = call.Payload.Id("channel_id", required: true) ?? throw Refusal.InvalidField("channel_id", "BASE_TYPE_REQUIRED", "This field is required");
        var place = check.Channel(channelId, call.Caller, Permissions.UseApplicationCommands);
        var submission = submissions.Read(call, place);
        delivery.Deliver(submission, place, call.Caller.User, Nonce(call.Json));
        return RestAnswer.NoContent;
    }

    private static string? Nonce(JsonElement body) =>
        body.TryGetProperty("nonce", out var nonce) && nonce.ValueKind != JsonValueKind.Null ? nonce.ToString() : null;

    private RestAnswer Index(RestCall call) => RestAnswer.Ok(Listed(Commands(check.Guild(call).Id), call.Caller.Id));

    private RestAnswer ChannelIndex(RestCall call) => RestAnswer.Ok(Listed(Commands(check.Channel(call).GuildId), call.Caller.Id));

    private RestAnswer Search(RestCall call)
    {
        var channel = check.Channel(call);
        var type = call.QueryInteger("type", ApplicationCommand.ChatInput, ApplicationCommand.ChatInput, ApplicationCommand.OnMessage);
        var limit = call.QueryInteger("limit", SearchDefault, min: 1, max: 100);
        var query = call.Query("query") ?? "";
        return RestAnswer.Ok(Listed(
            Commands(channel.GuildId)
                .Where(command => command.Type == type && command.Name.Contains(query, StringComparison.OrdinalIgnoreCase))
                .OrderByDescending(command => command.Name.StartsWith(query, StringComparison.OrdinalIgnoreCase))
                .ThenBy(command => command.Name, StringComparer.Ordinal)
                .Take(limit),
            call.Caller.Id));
    }

    private IEnumerable<ApplicationCommand> Commands(Snowflake? guildId) => world.Commands.All
        .Where(command => command.GuildId is null || command.GuildId == guildId)
        .Where(command => guildId is null || world.Members.Find(new MemberKey(guildId.Value, command.ApplicationId)) is not null)
        .OrderBy(command => command.Name, StringComparer.Ordinal);

    private JsonObject Listed(IEnumerable<ApplicationCommand> all, Snowflake userId)
    {
        var commands = all.ToList();
        var applications = commands.Select(command => command.ApplicationId).Distinct().Select(id => world.Applications.Find(id)!);
        return new JsonObject
        {
            ["applications"] = JsonShape.Array(applications.Select(shapes.Applications.Public)),
            ["application_commands"] = JsonShape.Array(commands.Select(command => CommandShape.Show(command, withLocalizations: false))),
            ["version"] = commands.Select(command => command.Version).DefaultIfEmpty(userId).Max().ToString(),
        };
    }
}
