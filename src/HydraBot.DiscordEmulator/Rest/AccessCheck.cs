using HydraBot.DiscordEmulator.World;

namespace HydraBot.DiscordEmulator.Rest;

/// <summary>Finds what a path names, or refuses as Discord does when it is not there or not for the caller.</summary>
internal sealed class AccessCheck(DiscordWorld world, Access access)
{
    /// <summary>A channel that the caller can see and in which it has <paramref name="needed"/>.</summary>
    public Channel Channel(RestCall call, Permissions needed = Permissions.None) => Channel(call.Id("channel"), call.Caller, needed);

    public Channel Channel(Snowflake id, Account caller, Permissions needed = Permissions.None)
    {
        var channel = world.Channels.Find(id) ?? throw Refusal.UnknownChannel;
        var granted = access.InChannel(channel, caller.Id);
        if (!granted.HasFlag(Permissions.ViewChannel))
            throw Refusal.MissingAccess;
        return granted.HasFlag(needed) ? channel : throw Refusal.MissingPermissions;
    }

    public bool Has(Channel channel, Account caller, Permissions needed) => access.InChannel(channel, caller.Id).HasFlag(needed);

    /// <summary>A message of a visible channel; an ephemeral one is there for nobody by this way.</summary>
    public Message Message(RestCall call, Channel channel) =>
        world.Messages.Find(channel.Id, call.Id("message")) is { IsEphemeral: false } message ? message : throw Refusal.UnknownMessage;

    /// <summary>A guild that the caller belongs to and in which it has <paramref name="needed"/>.</summary>
    public Guild Guild(RestCall call, Permissions needed = Permissions.None)
    {
        var guild = world.Guilds.Find(call.Id("guild")) ?? throw Refusal.UnknownGuild;
        if (world.Members.Find(new MemberKey(guild.Id, call.Caller.Id)) is null)
            throw Refusal.MissingAccess;
        return access.InGuild(guild, call.Caller.Id).HasFlag(needed) ? guild : throw Refusal.MissingPermissions;
    }

    public Member Member(Guild guild, Snowflake userId) => world.Members.Find(new MemberKey(guild.Id, userId))
        ?? throw (world.Users.Find(userId) is null ? Refusal.UnknownUser : Refusal.UnknownMember);

    /// <summary>The caller's own application; another's is not there.</summary>
    public static Application Application(RestCall call) =>
        call.Caller.Application is { } application && application.Id == call.Id("application") ? application : throw Refusal.UnknownApplication;
}
