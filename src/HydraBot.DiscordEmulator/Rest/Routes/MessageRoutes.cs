using HydraBot.DiscordEmulator.Gateway;
using HydraBot.DiscordEmulator.Rest.Messages;
using HydraBot.DiscordEmulator.Rest.RateLimits;
using HydraBot.DiscordEmulator.World;
using HydraBot.DiscordEmulator.World.Shapes;

namespace HydraBot.DiscordEmulator.Rest.Routes;

/// <summary>Messages of a channel, and the typing mark.</summary>
internal sealed class MessageRoutes(DiscordWorld world, AccessCheck check, MessageWriter writer, Happenings happenings, Shapes shapes)
{
    private const string One = "channels/{channel}/messages/{message}";
    private const int NonceMemory = 100;
    private static readonly TimeSpan NonceTime = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan BulkDeleteAge = TimeSpan.FromDays(14);

    public void Map(RestRoutes routes)
    {
        routes.Get("channels/{channel}/messages", List);
        routes.Get(One, Get);
        routes.Add("POST", "channels/{channel}/messages", RateLimitRule.MessageCreate, Create);
        routes.Add("PATCH", One, RateLimitRule.MessageEdit, Edit);
        routes.Add("DELETE", One, RateLimitRule.MessageDelete, Delete);
        routes.Add("POST", "channels/{channel}/messages/bulk-delete", RateLimitRule.MessageDelete, BulkDelete);
        routes.Add("POST", "channels/{channel}/typing", RateLimitRule.Typing, StartTyping);
    }

    private RestAnswer List(RestCall call)
    {
        var channel = check.Channel(call);
        var limit = call.QueryInteger("limit", otherwise: 50, min: 1, max: 100);
        var history = world.Messages.History(channel.Id);
        var page = !check.Has(channel, call.Caller, Permissions.ReadMessageHistory) ? []
            : call.QueryId("around") is { } around ? history.Around(around, limit)
            : call.QueryId("after") is { } after ? history.After(after, limit)
            : history.Before(call.QueryId("before") ?? new Snowflake(ulong.MaxValue), limit);
        return RestAnswer.Ok(JsonShape.Array(page.Select(message => shapes.Messages.Message(message, call.Caller.Id))));
    }

    private RestAnswer Get(RestCall call)
    {
        var channel = check.Channel(call, Permissions.ReadMessageHistory);
        return RestAnswer.Ok(shapes.Messages.Message(check.Message(call, channel), call.Caller.Id));
    }

    private RestAnswer Create(RestCall call)
    {
        var channel = check.Channel(call);
        if (!channel.HoldsMessages)
            throw Refusal.NotATextChannel;
        Need(call, channel, channel.IsThread ? Permissions.SendMessagesInThreads : Permissions.SendMessages);
        if (channel.Thread is { Archived: true, Locked: true })
            throw Refusal.ThreadLocked;
        var draft = MessageDraft.Read(call.Payload, call.Files);
        if (draft.Files.Count > 0)
            Need(call, channel, Permissions.AttachFiles);
        if (AlreadyWritten(channel, call.Caller.Id, draft) is { } before)
            return RestAnswer.Ok(shapes.Messages.Message(before, call.Caller.Id));
        var message = writer.Write(channel, call.Caller.Id, WithReference(draft, channel));
        return RestAnswer.Ok(shapes.Messages.Message(message, call.Caller.Id));
    }

    private RestAnswer Edit(RestCall call)
    {
        var channel = check.Channel(call);
        var message = check.Message(call, channel);
        if (channel.Thread is { Archived: true })
            throw Refusal.ThreadArchived;
        if (message.AuthorId != call.Caller.Id)
            return EditFlags(call, channel, message);
        var draft = MessageDraft.Read(call.Payload, call.Files, message.Flags);
        return RestAnswer.Ok(shapes.Messages.Message(writer.Edit(message, draft), call.Caller.Id));
    }

    /// <summary>Another's message: a moderator may hide its embeds, nobody may change its words.</summary>
    private RestAnswer EditFlags(RestCall call, Channel channel, Message message)
    {
        var flagsAlone = call.Json.ValueKind == JsonValueKind.Object && call.Json.EnumerateObject().All(field => field.Name == "flags");
        if (!flagsAlone || !check.Has(channel, call.Caller, Permissions.ManageMessages))
            throw Refusal.NotYourMessage;
        return RestAnswer.Ok(shapes.Messages.Message(writer.Edit(message, MessageDraft.Read(call.Payload, [], message.Flags)), call.Caller.Id));
    }

    private RestAnswer Delete(RestCall call)
    {
        var channel = check.Channel(call);
        var message = check.Message(call, channel);
        if (message.AuthorId != call.Caller.Id)
            Need(call, channel, Permissions.ManageMessages);
        writer.Delete(message);
        return RestAnswer.NoContent;
    }

    private RestAnswer BulkDelete(RestCall call)
    {
        var channel = check.Channel(call, Permissions.ManageMessages);
        var body = call.Payload;
        var ids = body.Ids("messages", max: 100).Distinct().ToList();
        body.Errors.ThrowIfAny();
        if (ids.Count < 2)
            throw Refusal.BulkDeleteCount;
        if (ids.Any(id => world.Time.GetUtcNow() - id.CreatedAt > BulkDeleteAge))
            throw Refusal.TooOldToBulkDelete;
        foreach (var message in ids.Select(id => world.Messages.Find(channel.Id, id)).OfType<Message>().Where(one => !one.IsEphemeral).ToList())
            world.Messages.Remove(message);
        happenings.MessagesDeleted(channel.Id, ids);
        return RestAnswer.NoContent;
    }

    private RestAnswer StartTyping(RestCall call)
    {
        var channel = check.Channel(call, Permissions.SendMessages);
        happenings.TypingStarted(channel, call.Caller.Id);
        return RestAnswer.NoContent;
    }

    /// <summary>With <c>enforce_nonce</c> a second sending within minutes is the first one again.</summary>
    private Message? AlreadyWritten(Channel channel, Snowflake authorId, MessageDraft draft)
    {
        if (!draft.EnforceNonce || draft.Nonce is not { } nonce)
            return null;
        var since = Snowflake.At(world.Time.GetUtcNow() - NonceTime);
        return world.Messages.History(channel.Id).Before(new Snowflake(ulong.MaxValue), NonceMemory).FirstOrDefault(message =>
            message.AuthorId == authorId && message.Id.CompareTo(since) > 0 && message.Nonce is { } used && used.ToString() == nonce.ToString());
    }

    private MessageDraft WithReference(MessageDraft draft, Channel channel)
    {
        if (draft.Reference?.MessageId is not { } id || world.Messages.Find(channel.Id, id) is { IsEphemeral: false })
            return draft;
        return draft.FailIfNotExists
            ? throw Refusal.InvalidField("message_reference", "MESSAGE_REFERENCE_UNKNOWN_MESSAGE", "Unknown message")
            : draft with { Reference = null };
    }

    private void Need(RestCall call, Channel channel, Permissions needed)
    {
        if (!check.Has(channel, call.Caller, needed))
            throw Refusal.MissingPermissions;
    }
}
