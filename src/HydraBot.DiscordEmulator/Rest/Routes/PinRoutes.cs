using HydraBot.DiscordEmulator.Gateway;
using HydraBot.DiscordEmulator.Rest.RateLimits;
using HydraBot.DiscordEmulator.World;
using HydraBot.DiscordEmulator.World.Shapes;

namespace HydraBot.DiscordEmulator.Rest.Routes;

/// <summary>Pinned messages, at the new addresses and the old ones.</summary>
internal sealed class PinRoutes(DiscordWorld world, AccessCheck check, Happenings happenings, Shapes shapes)
{
    private const int MaxPins = 250;

    public void Map(RestRoutes routes)
    {
        routes.Get("channels/{channel}/messages/pins", List);
        routes.Get("channels/{channel}/pins", OldList);
        foreach (var template in new[] { "channels/{channel}/messages/pins/{message}", "channels/{channel}/pins/{message}" })
        {
            routes.Add("PUT", template, RateLimitRule.MessagePins, call => Pin(call, pinned: true));
            routes.Add("DELETE", template, RateLimitRule.MessagePins, call => Pin(call, pinned: false));
        }
    }

    private RestAnswer List(RestCall call)
    {
        var channel = check.Channel(call);
        var limit = call.QueryInteger("limit", otherwise: 50, min: 1, max: 50);
        var pins = Pinned(channel).Take(limit + 1).ToList();
        return RestAnswer.Ok(new JsonObject
        {
            ["items"] = JsonShape.Array(pins.Take(limit).Select(message => new JsonObject
            {
                ["pinned_at"] = message.PinnedAt!.Value.Iso,
                ["message"] = shapes.Messages.Message(message, call.Caller.Id),
            })),
            ["has_more"] = pins.Count > limit,
        });
    }

    private RestAnswer OldList(RestCall call) =>
        RestAnswer.Ok(JsonShape.Array(Pinned(check.Channel(call)).Take(50).Select(message => shapes.Messages.Message(message, call.Caller.Id))));

    private RestAnswer Pin(RestCall call, bool pinned)
    {
        var channel = check.Channel(call);
        if (!check.Has(channel, call.Caller, Permissions.ManageMessages) && !check.Has(channel, call.Caller, Permissions.PinMessages))
            throw Refusal.MissingPermissions;
        var message = check.Message(call, channel);
        if (message.Pinned == pinned)
            return RestAnswer.NoContent;
        if (pinned && Pinned(channel).Count() >= MaxPins)
            throw Refusal.TooManyPins;
        var now = world.Time.GetUtcNow();
        var changed = world.Messages.Save(message with { Pinned = pinned, PinnedAt = pinned ? now : null });
        happenings.MessageEdited(changed);
        channel = world.Channels.Save(channel with { LastPinAt = pinned ? now : channel.LastPinAt });
        happenings.PinsChanged(channel);
        if (pinned)
            Announce(channel, message, call.Caller.Id);
        return RestAnswer.NoContent;
    }

    private void Announce(Channel channel, Message pinned, Snowflake userId)
    {
        var notice = new Message(world.Ids.Next(), channel.Id, userId, MessageType.ChannelPinnedMessage, "")
        {
            Reference = new MessageReference(channel.Id, pinned.Id, channel.GuildId),
        };
        world.Messages.Save(notice);
        world.Channels.Save(channel with { LastMessageId = notice.Id });
        happenings.MessageWritten(notice);
    }

    private IEnumerable<Message> Pinned(Channel channel) =>
        world.Messages.History(channel.Id).All.Where(message => message.Pinned).OrderByDescending(message => message.PinnedAt);
}
