using HydraBot.DiscordEmulator.Gateway;
using HydraBot.DiscordEmulator.Rest.RateLimits;
using HydraBot.DiscordEmulator.World;
using HydraBot.DiscordEmulator.World.Shapes;

namespace HydraBot.DiscordEmulator.Rest.Routes;

/// <summary>Accounts, the caller's guilds, conversations of two, the application and the gateway's address.</summary>
internal sealed class UserRoutes(
    DiscordWorld world, Happenings happenings, Shapes shapes, IdentifyLimits identifyLimits, ServerAddress address)
{
    public void Map(RestRoutes routes)
    {
        routes.Get("users/@me", call => RestAnswer.Ok(UserShape.Self(call.Caller.User)));
        routes.Get("users/{user}", call => RestAnswer.Ok(UserShape.User(world.Users.Find(call.Id("user")) ?? throw Refusal.UnknownUser)));
        routes.Get("users/@me/guilds", ListGuilds);
        routes.Get("users/@me/channels", ListConversations, authorization: RouteAuthorization.MemberAlone);
        routes.Add("POST", "users/@me/channels", RateLimitRule.Changing, OpenConversation);
        routes.Get("applications/@me", Application, authorization: RouteAuthorization.BotAlone);
        routes.Get("oauth2/applications/@me", Application, authorization: RouteAuthorization.BotAlone);
        routes.Get("applications/{application}", call => RestAnswer.Ok(shapes.Applications.Private(AccessCheck.Application(call))));
        routes.Get("gateway", _ => RestAnswer.Ok(new JsonObject { ["url"] = address.Gateway }), authorization: RouteAuthorization.TokenInPath);
        routes.Get("gateway/bot", Gateway, authorization: RouteAuthorization.BotAlone);
    }

    private RestAnswer ListGuilds(RestCall call) =>
        RestAnswer.Ok(JsonShape.Array(world.GuildsOf(call.Caller.Id).Select(guild => shapes.Guilds.Listed(guild, call.Caller.Id))));

    private RestAnswer ListConversations(RestCall call) => RestAnswer.Ok(JsonShape.Array(world.Channels.All
        .Where(channel => channel.Type == ChannelType.Direct && channel.Recipients.Contains(call.Caller.Id))
        .Select(channel => shapes.Channels.Channel(channel, call.Caller.Id))));

    private RestAnswer OpenConversation(RestCall call)
    {
        var body = call.Payload;
        var recipientId = body.Id("recipient_id", required: true);
        body.Errors.ThrowIfAny();
        var recipient = world.Users.Find(recipientId!.Value) ?? throw Refusal.UnknownUser;
        if (recipient.Id == call.Caller.Id || (recipient.IsBot && call.Caller.IsBot))
            throw Refusal.CannotMessageUser;
        var channel = world.Channels.All.FirstOrDefault(one =>
            one.Type == ChannelType.Direct && one.Recipients.Contains(call.Caller.Id) && one.Recipients.Contains(recipient.Id));
        if (channel is null)
        {
            channel = world.Channels.Save(new Channel(world.Ids.Next(), ChannelType.Direct, "") { Recipients = [call.Caller.Id, recipient.Id] });
            happenings.ChannelChanged("CREATE", channel);
        }
        return RestAnswer.Ok(shapes.Channels.Channel(channel, call.Caller.Id));
    }

    private RestAnswer Application(RestCall call) => RestAnswer.Ok(shapes.Applications.Private(call.Caller.Application!));

    private RestAnswer Gateway(RestCall call)
    {
        var (remaining, resetAfter) = identifyLimits.Left(call.Caller.Id);
        return RestAnswer.Ok(new JsonObject
        {
            ["url"] = address.Gateway,
            ["shards"] = 1,
            ["session_start_limit"] = new JsonObject
            {
                ["total"] = IdentifyLimits.PerDay,
                ["remaining"] = remaining,
                ["reset_after"] = (long)resetAfter.TotalMilliseconds,
                ["max_concurrency"] = IdentifyLimits.MaxConcurrency,
            },
        });
    }
}
