using HydraBot.DiscordEmulator.Gateway;
using HydraBot.DiscordEmulator.Rest.RateLimits;
using HydraBot.DiscordEmulator.World;
using HydraBot.DiscordEmulator.World.Shapes;

namespace HydraBot.DiscordEmulator.Rest.Routes;

internal sealed class ReactionRoutes(DiscordWorld world, AccessCheck check, Happenings happenings)
{
    private const string Reactions = "channels/{channel}/messages/{message}/reactions";
    private const int MaxKinds = 20;

    public void Map(RestRoutes routes)
    {
        routes.Add("PUT", Reactions + "/{emoji}/@me", RateLimitRule.Reactions, Add);
        routes.Add("DELETE", Reactions + "/{emoji}/@me", RateLimitRule.Reactions, call => Remove(call, call.Caller.Id));
        routes.Add("DELETE", Reactions + "/{emoji}/{user}", RateLimitRule.Reactions, RemoveOthers);
        routes.Add("DELETE", Reactions + "/{emoji}", RateLimitRule.Reactions, ClearEmoji);
        routes.Add("DELETE", Reactions, RateLimitRule.Reactions, ClearAll);
        routes.Get(Reactions + "/{emoji}", List);
    }

    private RestAnswer Add(RestCall call)
    {
        var channel = check.Channel(call, Permissions.ReadMessageHistory);
        var message = check.Message(call, channel);
        var emoji = EmojiOf(call);
        var reaction = Find(message, emoji);
        if (reaction is null && !check.Has(channel, call.Caller, Permissions.AddReactions))
            throw Refusal.MissingPermissions;
        if (reaction is null && message.Reactions.Length >= MaxKinds)
            throw Refusal.TooManyReactions;
        if (reaction?.Users.Contains(call.Caller.Id) == true)
            return RestAnswer.NoContent;
        var changed = reaction is null
            ? message.Reactions.Add(new Reaction(emoji, [call.Caller.Id]))
            : message.Reactions.Replace(reaction, reaction with { Users = reaction.Users.Add(call.Caller.Id) });
        world.Messages.Save(message with { Reactions = changed });
        happenings.ReactionAdded(message, reaction?.Emoji ?? emoji, call.Caller.Id);
        return RestAnswer.NoContent;
    }

    private RestAnswer RemoveOthers(RestCall call)
    {
        check.Channel(call, Permissions.ManageMessages);
        return Remove(call, call.Id("user"));
    }

    private RestAnswer Remove(RestCall call, Snowflake userId)
    {
        var message = check.Message(call, check.Channel(call));
        if (Find(message, EmojiOf(call)) is not { } reaction || !reaction.Users.Contains(userId))
            return RestAnswer.NoContent;
        var left = reaction with { Users = reaction.Users.Remove(userId) };
        var changed = left.Users.IsEmpty ? message.Reactions.Remove(reaction) : message.Reactions.Replace(reaction, left);
        world.Messages.Save(message with { Reactions = changed });
        happenings.ReactionRemoved(message, reaction.Emoji, userId);
        return RestAnswer.NoContent;
    }

    private RestAnswer ClearEmoji(RestCall call)
    {
        var message = check.Message(call, check.Channel(call, Permissions.ManageMessages));
        if (Find(message, EmojiOf(call)) is not { } reaction)
            return RestAnswer.NoContent;
        world.Messages.Save(message with { Reactions = message.Reactions.Remove(reaction) });
        happenings.ReactionsCleared(message, reaction.Emoji);
        return RestAnswer.NoContent;
    }

    private RestAnswer ClearAll(RestCall call)
    {
        var message = check.Message(call, check.Channel(call, Permissions.ManageMessages));
        world.Messages.Save(message with { Reactions = [] });
        happenings.ReactionsCleared(message, emoji: null);
        return RestAnswer.NoContent;
    }

    private RestAnswer List(RestCall call)
    {
        var message = check.Message(call, check.Channel(call, Permissions.ReadMessageHistory));
        var limit = call.QueryInteger("limit", otherwise: 25, min: 1, max: 100);
        var after = call.QueryId("after") ?? default;
        var users = Find(message, EmojiOf(call))?.Users ?? [];
        return RestAnswer.Ok(JsonShape.Array(users
            .Where(id => id.CompareTo(after) > 0)
            .Order()
            .Take(limit)
            .Select(id => UserShape.User(world.Users.Find(id)!))));
    }

    private static Reaction? Find(Message message, Emoji emoji) => message.Reactions.FirstOrDefault(reaction => reaction.Emoji.Means(emoji));

    /// <summary>Only what can be shown: a Unicode emoji, for there are no custom ones here.</summary>
    private static Emoji EmojiOf(RestCall call) =>
        Emoji.Parse(Uri.UnescapeDataString(call.Path("emoji"))) is { Id: null } emoji ? emoji : throw Refusal.UnknownEmoji;
}
