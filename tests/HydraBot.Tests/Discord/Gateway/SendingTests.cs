using HydraBot.Discord;
using HydraBot.Discord.Gateway;
using HydraBot.Discord.Model;
using Xunit;

namespace HydraBot.Tests.Discord.Gateway;

public class SendingTests
{
    private static CancellationToken Token => Patience.Token;

    [Fact]
    public async Task A_payload_over_4096_bytes_is_refused_with_its_size_and_the_connection_stays()
    {
        await using var bot = await RunningBot.StartAsync();
        var error = await Assert.ThrowsAsync<DiscordException>(() => bot.Client.RequestGuildMembersAsync(new GuildMembersRequest { GuildId = 1, Query = new string('x', 4096) }, Token));
        Assert.Contains("has 4146 bytes; Discord allows 4096", error.Message, StringComparison.Ordinal);

        await bot.Client.RequestGuildMembersAsync(new GuildMembersRequest { GuildId = 1, Query = "hy", Limit = 5 }, Token);
        Assert.Equal("""{"guild_id":"1","query":"hy","limit":5}""", (await bot.Gateway.ExpectAsync(8))["d"]!.ToJsonString());
    }

    [Fact]
    public async Task No_more_than_120_payloads_go_out_in_a_minute_and_heartbeats_do_not_wait()
    {
        var time = new ManualTime();
        await using var bot = await RunningBot.StartAsync(time: time);
        var sends = Enumerable.Range(0, 200).Select(i => bot.Client.UpdatePresenceAsync(Presence.Custom($"{i}"), Token)).ToList();
        // The identify was one already, and five places are kept for heartbeats.
        for (var i = 0; i < 114; i++)
            await bot.Gateway.ExpectAsync(3);
        Assert.Equal(114, sends.Count(send => send.IsCompleted));

        await bot.Gateway.SendAsync("""{"op":1}""");
        await bot.Gateway.ExpectAsync(1);

        time.Advance(TimeSpan.FromSeconds(60));
        for (var i = 114; i < 200; i++)
            await bot.Gateway.ExpectAsync(3);
        await Task.WhenAll(sends);
    }

    [Fact]
    public async Task Sending_without_a_connection_says_so()
    {
        await using var bot = await RunningBot.CreateAsync();
        var error = await Assert.ThrowsAsync<DiscordException>(() => bot.Client.UpdatePresenceAsync(new Presence(), Token));
        Assert.Contains("not connected", error.Message, StringComparison.Ordinal);
    }
}
