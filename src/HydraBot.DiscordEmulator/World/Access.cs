namespace HydraBot.DiscordEmulator.World;

/// <summary>What somebody may do where (Discord docs, topics/permissions, "Permission Hierarchy").</summary>
internal sealed class Access(DiscordWorld world)
{
    /// <summary>Permissions in the guild as a whole; none for who is not a member.</summary>
    public Permissions InGuild(Guild guild, Snowflake userId)
    {
        if (world.Members.Find(new MemberKey(guild.Id, userId)) is not { } member)
            return Permissions.None;
        if (guild.OwnerId == userId)
            return Permissions.All;
        var granted = world.Roles.Find(guild.Id)!.Permissions;
        foreach (var roleId in member.Roles)
            granted |= world.Roles.Find(roleId)?.Permissions ?? Permissions.None;
        return granted.HasFlag(Permissions.Administrator) ? Permissions.All : granted;
    }

    /// <summary>Permissions in one channel, its overwrites applied; a thread has those of its parent.</summary>
    public Permissions InChannel(Channel channel, Snowflake userId)
    {
        if (channel.GuildId is not { } guildId)
            return channel.Recipients.Contains(userId) ? Permissions.Everyone : Permissions.None;
        var place = channel.IsThread && channel.ParentId is { } parentId ? world.Channels.Find(parentId) ?? channel : channel;
        var granted = InGuild(world.Guilds.Find(guildId)!, userId);
        if (granted == Permissions.All)
            return granted;
        granted = Overwritten(granted, place, guildId, userId);
        if (!granted.HasFlag(Permissions.ViewChannel))
            return Permissions.None;
        return channel is { Type: ChannelType.PrivateThread, Thread: { } thread }
            && !granted.HasFlag(Permissions.ManageThreads) && !thread.Members.Any(member => member.UserId == userId)
            ? Permissions.None
            : granted;
    }

    public bool CanSee(Channel channel, Snowflake userId) => InChannel(channel, userId).HasFlag(Permissions.ViewChannel);

    private Permissions Overwritten(Permissions granted, Channel channel, Snowflake guildId, Snowflake userId)
    {
        if (channel.Overwrites.IsEmpty || world.Members.Find(new MemberKey(guildId, userId)) is not { } member)
            return granted;
        if (channel.Overwrites.FirstOrDefault(one => one.Id == guildId) is { } everyone)
            granted = (granted & ~everyone.Deny) | everyone.Allow;
        var ofRoles = channel.Overwrites.Where(one => !one.IsMember && member.Roles.Contains(one.Id)).ToList();
        granted &= ~ofRoles.Aggregate(Permissions.None, (sum, one) => sum | one.Deny);
        granted |= ofRoles.Aggregate(Permissions.None, (sum, one) => sum | one.Allow);
        if (channel.Overwrites.FirstOrDefault(one => one.IsMember && one.Id == userId) is { } own)
            granted = (granted & ~own.Deny) | own.Allow;
        return granted;
    }
}
