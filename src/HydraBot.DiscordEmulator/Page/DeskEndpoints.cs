using HydraBot.DiscordEmulator.Faults;
using HydraBot.DiscordEmulator.Gateway;
using HydraBot.DiscordEmulator.Rest;
using HydraBot.DiscordEmulator.World;
using HydraBot.DiscordEmulator.World.Shapes;

namespace HydraBot.DiscordEmulator.Page;

/// <summary>What Discord does not have: the members' tokens, further bots and guilds, faults. For callers on this machine alone.</summary>
internal sealed class DeskEndpoints(DiscordWorld world, Seed seed, Happenings happenings, SessionStart start, GatewaySessions sessions, FaultSwitch faults)
{
    private const int MaxName = 32;
    private const int MaxCrowd = 100_000;

    public Task MembersAsync(HttpContext context)
    {
        lock (world.Gate)
        {
            var guild = context.Request.Query["guild"] is [{ } asked] ? world.Guilds.All.FirstOrDefault(one => one.Id.ToString() == asked) : world.SeededGuild;
            if (guild is null)
                return RefuseAsync(context, $"guild must be the id of one: {string.Join(", ", world.Guilds.All.Select(one => one.Id))}.");
            var members = world.MembersOf(guild.Id).Select(member => world.Users.Find(member.UserId)!).Where(user => !user.IsBot);
            return AnswerAsync(context, StatusCodes.Status200OK, JsonShape.Array(members.Select(user => new JsonObject
            {
                ["id"] = user.Id.ToString(),
                ["username"] = user.Username,
                ["token"] = user.Token,
            })));
        }
    }

    public async Task AddApplicationAsync(HttpContext context)
    {
        var body = await BodyAsync(context);
        if (body.ValueKind != JsonValueKind.Object || body.Text("name")?.Trim() is not { Length: > 0 and <= MaxName } name)
        {
            await RefuseAsync(context, $"name must be a text of 1 to {MaxName} characters.");
            return;
        }
        if (Privileged(body) is not { } privileged)
        {
            await RefuseAsync(context, "intents, when given, must be the bits of the privileged intents that are switched on: a sum of 2, 256 and 32768.");
            return;
        }
        await AnswerAsync(context, StatusCodes.Status201Created, Add(name, privileged));
    }

    public async Task AddGuildAsync(HttpContext context)
    {
        var body = await BodyAsync(context);
        if (body.ValueKind != JsonValueKind.Object || body.Text("name")?.Trim() is not { Length: >= 2 and <= 100 } name)
        {
            await RefuseAsync(context, "name must be a text of 2 to 100 characters.");
            return;
        }
        var crowd = 0;
        if (body.TryGetProperty("members", out var members)
            && !(members.ValueKind == JsonValueKind.Number && members.TryGetInt32(out crowd) && crowd is >= 0 and <= MaxCrowd))
        {
            await RefuseAsync(context, $"members, when given, must be how many more there are: 0 to {MaxCrowd}.");
            return;
        }
        await AnswerAsync(context, StatusCodes.Status201Created, Add(name, crowd));
    }

    public async Task ThrowFaultAsync(HttpContext context)
    {
        if (faults.Throw(await BodyAsync(context)) is { } wrong)
            await RefuseAsync(context, wrong);
        else
            context.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    /// <summary>Keeps everybody off who is not on this machine.</summary>
    public static RequestDelegate Local(RequestDelegate next) => context =>
        LoopbackGuard.IsLocalCaller(context) ? next(context) : AnswerAsync(context, StatusCodes.Status403Forbidden, new JsonObject { ["message"] = "Only from this machine." });

    private JsonObject Add(string name, GatewayIntents privileged)
    {
        lock (world.Gate)
        {
            var (application, bot, role, member) = seed.AddApplication(name, "", world.SeededGuild, privileged);
            happenings.RoleChanged("GUILD_ROLE_CREATE", role);
            happenings.MemberChanged("GUILD_MEMBER_ADD", member);
            return new JsonObject { ["id"] = application.Id.ToString(), ["token"] = bot.Token };
        }
    }

    private JsonObject Add(string name, int crowd)
    {
        lock (world.Gate)
        {
            var guild = seed.AddGuild(name, crowd);
            foreach (var session in sessions.All.Where(one => one.OnShard(guild.Id) && one.Has(GatewayIntents.Guilds) && world.Members.Find(new MemberKey(guild.Id, one.User.Id)) is not null))
                session.Dispatch("GUILD_CREATE", start.GuildCreated(session, guild));
            return new JsonObject { ["id"] = guild.Id.ToString() };
        }
    }

    private static GatewayIntents? Privileged(JsonElement body)
    {
        if (!body.TryGetProperty("intents", out var intents))
            return GatewayIntents.Privileged;
        return intents.ValueKind == JsonValueKind.Number && intents.TryGetInt32(out var bits) && ((GatewayIntents)bits & ~GatewayIntents.Privileged) == 0
            ? (GatewayIntents)bits
            : null;
    }

    private static async Task<JsonElement> BodyAsync(HttpContext context)
    {
        try
        {
            using var document = await JsonDocument.ParseAsync(context.Request.Body, default, context.RequestAborted);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return default;
        }
    }

    private static Task RefuseAsync(HttpContext context, string message) =>
        AnswerAsync(context, StatusCodes.Status400BadRequest, new JsonObject { ["message"] = message });

    private static Task AnswerAsync(HttpContext context, int status, JsonNode body)
    {
        context.Response.StatusCode = status;
        return RestServer.WriteAsync(context, body);
    }
}
