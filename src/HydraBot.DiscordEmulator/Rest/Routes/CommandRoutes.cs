using HydraBot.DiscordEmulator.Gateway;
using HydraBot.DiscordEmulator.Rest.Commands;
using HydraBot.DiscordEmulator.Rest.RateLimits;
using HydraBot.DiscordEmulator.Rest.Validation;
using HydraBot.DiscordEmulator.World;
using HydraBot.DiscordEmulator.World.Shapes;

namespace HydraBot.DiscordEmulator.Rest.Routes;

/// <summary>An application's commands, global ones and those of one guild.</summary>
internal sealed class CommandRoutes(DiscordWorld world, AccessCheck check, GatewaySessions sessions)
{
    private const int MaxChatInput = 100;
    private const int MaxContextMenu = 15;
    private const int CreatesPerDay = 200;

    private readonly Dictionary<(Snowflake Application, Snowflake? Guild), SlidingLimit> _creates = [];

    public void Map(RestRoutes routes)
    {
        foreach (var place in new[] { "applications/{application}/commands", "applications/{application}/guilds/{guild}/commands" })
        {
            var inGuild = place.Contains("guilds", StringComparison.Ordinal);
            routes.Get(place, call => List(call, inGuild), authorization: RouteAuthorization.BotAlone);
            routes.Get(place + "/{command}", call => RestAnswer.Ok(CommandShape.Show(Command(call, inGuild))), authorization: RouteAuthorization.BotAlone);
            routes.Add("PUT", place, RateLimitRule.Commands, call => Overwrite(call, inGuild), RouteAuthorization.BotAlone);
            routes.Add("POST", place, RateLimitRule.Commands, call => Create(call, inGuild), RouteAuthorization.BotAlone);
            routes.Add("PATCH", place + "/{command}", RateLimitRule.Commands, call => Change(call, inGuild), RouteAuthorization.BotAlone);
            routes.Add("DELETE", place + "/{command}", RateLimitRule.Commands, call => Delete(call, inGuild), RouteAuthorization.BotAlone);
        }
    }

    private (Application Application, Snowflake? GuildId) Place(RestCall call, bool inGuild) =>
        (AccessCheck.Application(call), inGuild ? check.Guild(call).Id : null);

    private IEnumerable<ApplicationCommand> Registered(Application application, Snowflake? guildId) => world.Commands.All
        .Where(command => command.ApplicationId == application.Id && command.GuildId == guildId)
        .OrderBy(command => command.Id);

    private ApplicationCommand Command(RestCall call, bool inGuild)
    {
        var (application, guildId) = Place(call, inGuild);
        return world.Commands.Find(call.Id("command")) is { } command && command.ApplicationId == application.Id && command.GuildId == guildId
            ? command
            : throw Refusal.UnknownCommand;
    }

    private RestAnswer List(RestCall call, bool inGuild)
    {
        var (application, guildId) = Place(call, inGuild);
        var withLocalizations = call.QueryFlag("with_localizations");
        return RestAnswer.Ok(JsonShape.Array(Registered(application, guildId).Select(command => CommandShape.Show(command, withLocalizations))));
    }

    private RestAnswer Overwrite(RestCall call, bool inGuild)
    {
        var (application, guildId) = Place(call, inGuild);
        if (call.Json.ValueKind != JsonValueKind.Array)
            throw Refusal.InvalidField("", "LIST_TYPE_CONVERT", "Only iterables may be used in a ListType");
        var read = ReadAll(call.Json);
        CheckCounts(read.GroupBy(one => one.Type).ToDictionary(group => group.Key, group => group.Count()));
        CountCreates(application, guildId, read.Count(one => Find(application, guildId, one.Type, one.Name) is null));
        var kept = read.Select(one => Save(application, guildId, one.Type, one.Name, one.Definition)).ToList();
        foreach (var gone in Registered(application, guildId).Except(kept).ToList())
            world.Commands.Remove(gone.Id);
        Announce(guildId);
        return RestAnswer.Ok(JsonShape.Array(kept.Select(command => CommandShape.Show(command))));
    }

    private static List<(int Type, string Name, JsonObject Definition)> ReadAll(JsonElement body)
    {
        var errors = new PayloadErrors();
        List<(int Type, string Name, JsonObject Definition)> read = [];
        foreach (var (item, index) in body.EnumerateArray().Select((item, index) => (item, index)))
        {
            if (item.ValueKind != JsonValueKind.Object)
            {
                errors.Add($"{index}", "MODEL_TYPE_CONVERT", "Only dictionaries may be used in a ModelType");
                continue;
            }
            var one = CommandReader.Read(new Payload(item, $"{index}", errors));
            if (read.Any(before => before.Type == one.Type && before.Name == one.Name))
                errors.Add($"{index}.name", "APPLICATION_COMMANDS_DUPLICATE_NAME", "Application command names must be unique");
            read.Add(one);
        }
        errors.ThrowIfAny();
        return read;
    }

    private RestAnswer Create(RestCall call, bool inGuild)
    {
        var (application, guildId) = Place(call, inGuild);
        var body = call.Payload;
        var (type, name, definition) = CommandReader.Read(body);
        body.Errors.ThrowIfAny();
        var isNew = Find(application, guildId, type, name) is null;
        if (isNew)
        {
            CheckCounts(new() { [type] = Registered(application, guildId).Count(one => one.Type == type) + 1 });
            CountCreates(application, guildId, 1);
        }
        var command = Save(application, guildId, type, name, definition);
        Announce(guildId);
        return isNew ? RestAnswer.Created(CommandShape.Show(command)) : RestAnswer.Ok(CommandShape.Show(command));
    }

    private RestAnswer Change(RestCall call, bool inGuild)
    {
        var before = Command(call, inGuild);
        var merged = (JsonObject)before.Definition.Json!.DeepClone();
        foreach (var field in call.Payload.Element.EnumerateObject())
            merged[field.Name] = field.Value.Json?.DeepClone();
        var body = Payload.Of(merged.Frozen);
        var (_, name, definition) = CommandReader.Read(body, before.Type);
        body.Errors.ThrowIfAny();
        var changed = world.Commands.Save(before with { Name = name, Definition = definition.Frozen, Version = world.Ids.Next() });
        Announce(before.GuildId);
        return RestAnswer.Ok(CommandShape.Show(changed));
    }

    private RestAnswer Delete(RestCall call, bool inGuild)
    {
        var command = Command(call, inGuild);
        world.Commands.Remove(command.Id);
        Announce(command.GuildId);
        return RestAnswer.NoContent;
    }

    private ApplicationCommand? Find(Application application, Snowflake? guildId, int type, string name) =>
        Registered(application, guildId).FirstOrDefault(command => command.Type == type && command.Name == name);

    /// <summary>A command of the same name and type keeps its id; its version moves only when it changed.</summary>
    private ApplicationCommand Save(Application application, Snowflake? guildId, int type, string name, JsonObject definition)
    {
        var frozen = definition.Frozen;
        if (Find(application, guildId, type, name) is not { } before)
        {
            var id = world.Ids.Next();
            return world.Commands.Save(new ApplicationCommand(id, application.Id, guildId, Version: id, type, name, frozen));
        }
        return JsonElement.DeepEquals(before.Definition, frozen)
            ? before
            : world.Commands.Save(before with { Definition = frozen, Version = world.Ids.Next() });
    }

    private static void CheckCounts(Dictionary<int, int> counts)
    {
        foreach (var (type, count) in counts)
        {
            var max = type == ApplicationCommand.ChatInput ? MaxChatInput : MaxContextMenu;
            if (count > max)
                throw new DiscordException(400, 30032, $"Maximum number of application commands reached ({max})");
        }
    }

    private void CountCreates(Application application, Snowflake? guildId, int count)
    {
        if (!_creates.TryGetValue((application.Id, guildId), out var limit))
            _creates[(application.Id, guildId)] = limit = new SlidingLimit(CreatesPerDay, TimeSpan.FromDays(1), world.Time);
        for (var index = 0; index < count; index++)
        {
            if (!limit.TryTake())
                throw Refusal.TooManyCommandCreates;
        }
    }

    /// <summary>Members' clients fetch the index again when they hear this.</summary>
    private void Announce(Snowflake? guildId)
    {
        foreach (var guild in world.Guilds.All.Where(guild => guildId is null || guild.Id == guildId))
        {
            sessions.Publish(new GatewayEvent("GUILD_APPLICATION_COMMAND_INDEX_UPDATE", new JsonObject { ["guild_id"] = guild.Id.ToString() })
            {
                GuildId = guild.Id,
                Reaches = user => !user.IsBot && world.Members.Find(new MemberKey(guild.Id, user.Id)) is not null,
            });
        }
    }
}
