using HydraBot.DiscordEmulator.Gateway;
using HydraBot.DiscordEmulator.Rest.RateLimits;
using HydraBot.DiscordEmulator.World;
using HydraBot.DiscordEmulator.World.Shapes;

namespace HydraBot.DiscordEmulator.Rest.Routes;

internal sealed class ThreadRoutes(DiscordWorld world, AccessCheck check, Happenings happenings, Shapes shapes)
{
    private const string MemberTemplate = "channels/{channel}/thread-members";
    private static readonly int[] ArchiveMinutes = [60, 1_440, 4_320, 10_080];

    public void Map(RestRoutes routes)
    {
        routes.Add("POST", "channels/{channel}/messages/{message}/threads", RateLimitRule.Threads, CreateFromMessage);
        routes.Add("POST", "channels/{channel}/threads", RateLimitRule.Threads, Create);
        routes.Get("guilds/{guild}/threads/active", ListActive);
        routes.Get("channels/{channel}/threads/archived/public", ListArchived);
        routes.Get(MemberTemplate, ListMembers);
        routes.Add("PUT", MemberTemplate + "/{user}", RateLimitRule.Threads, call => Join(call, UserOf(call)));
        routes.Add("DELETE", MemberTemplate + "/{user}", RateLimitRule.Threads, call => Leave(call, UserOf(call)));
    }

    private static Snowflake UserOf(RestCall call) => call.Path("user") == "@me" ? call.Caller.Id : call.Id("user");

    private RestAnswer CreateFromMessage(RestCall call)
    {
        var parent = Parent(call, Permissions.CreatePublicThreads);
        var message = check.Message(call, parent);
        if (message.ThreadId is not null)
            throw Refusal.MessageHasThread;
        var thread = Read(call, parent, ChannelType.PublicThread);
        // A thread that grows out of a message has that message's id.
        thread = Save(thread with { Id = message.Id });
        var changed = world.Messages.Save(message with { ThreadId = thread.Id, Flags = message.Flags | MessageFlags.HasThread });
        happenings.MessageEdited(changed);
        return RestAnswer.Created(shapes.Channels.Channel(thread, call.Caller.Id));
    }

    private RestAnswer Create(RestCall call)
    {
        var type = call.Payload.Integer("type", 10, 12) is { } number ? (ChannelType)number : ChannelType.PrivateThread;
        var parent = Parent(call, type == ChannelType.PrivateThread ? Permissions.CreatePrivateThreads : Permissions.CreatePublicThreads);
        var thread = Save(Read(call, parent, type));
        return RestAnswer.Created(shapes.Channels.Channel(thread, call.Caller.Id));
    }

    private Channel Parent(RestCall call, Permissions needed)
    {
        var parent = check.Channel(call, needed);
        return parent.Type is ChannelType.GuildText or ChannelType.GuildAnnouncement ? parent : throw Refusal.NotATextChannel;
    }

    private Channel Read(RestCall call, Channel parent, ChannelType type)
    {
        var body = call.Payload;
        var name = body.Text("name", max: 100, min: 1, required: true);
        var minutes = body.Integer("auto_archive_duration") ?? ArchiveMinutes[1];
        if (!ArchiveMinutes.Contains((int)minutes))
            body.Error("auto_archive_duration", "BASE_TYPE_CHOICES", "Value must be one of (60, 1440, 4320, 10080).");
        var pause = body.Integer("rate_limit_per_user", 0, 21_600) ?? 0;
        body.Errors.ThrowIfAny();
        var now = world.Time.GetUtcNow();
        return new Channel(world.Ids.Next(), type, name!)
        {
            GuildId = parent.GuildId,
            ParentId = parent.Id,
            RateLimitPerUser = (int)pause,
            Thread = new ThreadDetails(call.Caller.Id, (int)minutes, now, [new ThreadMember(call.Caller.Id, now)]) { Invitable = body.Flag("invitable") ?? true },
        };
    }

    private Channel Save(Channel thread)
    {
        world.Channels.Save(thread);
        happenings.ChannelChanged("CREATE", thread, newlyCreated: true);
        return thread;
    }

    private RestAnswer ListActive(RestCall call)
    {
        var guild = check.Guild(call);
        return List(call, world.ThreadsOf(guild.Id).Where(thread => thread.Thread is { Archived: false }));
    }

    private RestAnswer ListArchived(RestCall call)
    {
        var parent = check.Channel(call, Permissions.ReadMessageHistory);
        var archived = world.ThreadsOf(parent.GuildId ?? default).Where(thread => thread.ParentId == parent.Id && thread.Thread is { Archived: true });
        return List(call, archived);
    }

    private RestAnswer List(RestCall call, IEnumerable<Channel> all)
    {
        var threads = all.Where(thread => check.Has(thread, call.Caller, Permissions.ViewChannel)).OrderByDescending(thread => thread.Id).ToList();
        return RestAnswer.Ok(new JsonObject
        {
            ["threads"] = JsonShape.Array(threads.Select(thread => shapes.Channels.Channel(thread, call.Caller.Id))),
            ["members"] = JsonShape.Array(threads.SelectMany(thread => thread.Thread!.Members
                .Where(member => member.UserId == call.Caller.Id)
                .Select(member => ChannelShape.ThreadMember(thread.Id, member)))),
            ["has_more"] = false,
        });
    }

    private RestAnswer ListMembers(RestCall call)
    {
        var (channel, thread) = Thread(call);
        return RestAnswer.Ok(JsonShape.Array(thread.Members.Select(member => ChannelShape.ThreadMember(channel.Id, member))));
    }

    private RestAnswer Join(RestCall call, Snowflake userId)
    {
        var (channel, thread) = Thread(call);
        if (world.Members.Find(new MemberKey(channel.GuildId!.Value, userId)) is null)
            throw Refusal.UnknownMember;
        if (thread.Members.All(member => member.UserId != userId))
            Change(channel, thread with { Members = thread.Members.Add(new ThreadMember(userId, world.Time.GetUtcNow())) });
        return RestAnswer.NoContent;
    }

    private RestAnswer Leave(RestCall call, Snowflake userId)
    {
        var (channel, thread) = Thread(call);
        if (userId != call.Caller.Id && !check.Has(channel, call.Caller, Permissions.ManageThreads))
            throw Refusal.MissingPermissions;
        Change(channel, thread with { Members = thread.Members.RemoveAll(member => member.UserId == userId) });
        return RestAnswer.NoContent;
    }

    private void Change(Channel channel, ThreadDetails thread) =>
        happenings.ChannelChanged("UPDATE", world.Channels.Save(channel with { Thread = thread }));

    private (Channel Channel, ThreadDetails Thread) Thread(RestCall call)
    {
        var channel = check.Channel(call);
        return channel.Thread is { } thread ? (channel, thread) : throw Refusal.UnknownChannel;
    }
}
