using HydraBot.Discord;
using HydraBot.Discord.Gateway.Events;
using Xunit;

namespace HydraBot.Tests.Discord.Gateway;

public class GuildCacheTests
{
    private const string Guild = """
        {"id":"1","name":"Hydra","owner_id":"2","roles":[{"id":"1","name":"@everyone","position":0,"permissions":"0"},{"id":"11","name":"Owner","position":5,"permissions":"8"}],
         "channels":[{"id":"31","type":0,"name":"status","position":1},{"id":"30","type":0,"name":"command","position":0}],"threads":[{"id":"32","type":11,"name":"t","parent_id":"30"}],
         "members":[{"user":{"id":"2","username":"owner"},"roles":["11"]}]}
        """;

    [Fact]
    public async Task A_guild_brings_its_channels_roles_and_members()
    {
        await using var bot = await StartAsync();
        var cache = bot.Client.Cache;
        Assert.True(cache.TryGetGuild(1, out var guild));
        Assert.Equal(("Hydra", 0, true), (guild.Name, guild.Roles.Count, guild.Channels is null));
        Assert.Equal(["command", "status", "t"], cache.ChannelsOf(1).Select(channel => channel.Name));
        Assert.Equal(["Owner", "@everyone"], cache.RolesOf(1).Select(role => role.Name));
        Assert.True(cache.TryGetMember(1, 2, out var member));
        Assert.Equal("owner", member.DisplayName);
        Assert.True(cache.TryGetRole(member.Roles[0], out var role));
        Assert.Equal(HydraBot.Discord.Model.Permissions.Administrator, role.Permissions);
    }

    [Fact]
    public async Task Changes_are_followed()
    {
        await using var bot = await StartAsync();
        await bot.Gateway.DispatchAsync("CHANNEL_UPDATE", 3, """{"id":"31","guild_id":"1","type":0,"name":"state","position":1}""");
        await bot.Gateway.DispatchAsync("CHANNEL_DELETE", 4, """{"id":"30","guild_id":"1","type":0,"name":"command"}""");
        await bot.Gateway.DispatchAsync("GUILD_ROLE_CREATE", 5, """{"guild_id":"1","role":{"id":"12","name":"Viewer","position":1,"permissions":"0"}}""");
        await bot.Gateway.DispatchAsync("GUILD_ROLE_DELETE", 6, """{"guild_id":"1","role_id":"11"}""");
        await bot.Gateway.DispatchAsync("GUILD_MEMBER_UPDATE", 7, """{"guild_id":"1","user":{"id":"2","username":"owner"},"nick":"boss","roles":["12"]}""");
        await SeenAsync(bot, 8);
        var cache = bot.Client.Cache;
        Assert.Equal(["state", "t"], cache.ChannelsOf(1).Select(channel => channel.Name));
        Assert.Equal(["Viewer", "@everyone"], cache.RolesOf(1).Select(role => role.Name));
        Assert.True(cache.TryGetMember(1, 2, out var member));
        Assert.Equal("boss", member.DisplayName);
    }

    [Fact]
    public async Task A_guild_that_is_down_is_kept_and_one_that_was_left_is_forgotten_with_all_it_had()
    {
        await using var bot = await StartAsync();
        await bot.Gateway.DispatchAsync("GUILD_DELETE", 3, """{"id":"1","unavailable":true}""");
        await SeenAsync(bot, 4);
        Assert.True(bot.Client.Cache.TryGetGuild(1, out _));
        await bot.Gateway.DispatchAsync("GUILD_DELETE", 5, """{"id":"1"}""");
        await SeenAsync(bot, 6);
        var cache = bot.Client.Cache;
        Assert.False(cache.TryGetGuild(1, out _) || cache.TryGetChannel(30, out _) || cache.TryGetRole(11, out _) || cache.TryGetMember(1, 2, out _));
    }

    [Fact]
    public async Task The_member_unseen_for_longest_is_forgotten_when_the_cache_is_full()
    {
        await using var bot = await StartAsync(discord => new DiscordClientOptions { Token = "t", ApiBaseUrl = discord.ApiBaseUrl, CachedMembers = 3 });
        for (var user = 3; user <= 4; user++)
            await bot.Gateway.DispatchAsync("GUILD_MEMBER_ADD", user, $$$"""{"guild_id":"1","user":{"id":"{{{user}}}","username":"u"},"roles":[]}""");
        await SeenAsync(bot, 5);
        Assert.True(bot.Client.Cache.TryGetMember(1, 2, out _));
        await bot.Gateway.DispatchAsync("GUILD_MEMBER_ADD", 6, """{"guild_id":"1","user":{"id":"5","username":"u"},"roles":[]}""");
        await SeenAsync(bot, 7);
        Assert.Equal([true, false, true, true], Enumerable.Range(2, 4).Select(user => bot.Client.Cache.TryGetMember(1, (ulong)user, out _)));
    }

    private static async Task<RunningBot> StartAsync(Func<FakeDiscord, DiscordClientOptions>? options = null)
    {
        var bot = await RunningBot.StartAsync(options);
        await bot.Gateway.DispatchAsync("GUILD_CREATE", 2, Guild.ReplaceLineEndings(""));
        await bot.Gateway.SendAsync("""{"op":1}""");
        await bot.Gateway.ExpectAsync(1);
        return bot;
    }

    /// <summary>The cache follows on the socket loop: an event that was handled comes after all before it.</summary>
    private static async Task SeenAsync(RunningBot bot, int sequence)
    {
        var seen = new TaskCompletionSource();
        using var registration = bot.Client.On<MessageDelete>((_, _) => Task.FromResult(seen.TrySetResult()));
        await bot.Gateway.DispatchAsync("MESSAGE_DELETE", sequence, """{"id":"1","channel_id":"20"}""");
        await seen.Task.WaitAsync(Patience.Token);
    }
}
