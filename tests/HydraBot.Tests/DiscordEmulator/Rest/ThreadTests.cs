using System.Text.Json.Nodes;
using HydraBot.Tests.DiscordEmulator.Raw;
using Xunit;

namespace HydraBot.Tests.DiscordEmulator.Rest;

public sealed class ThreadTests : IAsyncLifetime
{
    private Desk _desk = null!;

    public async ValueTask InitializeAsync() => _desk = await Desk.OpenAsync();

    public ValueTask DisposeAsync() => _desk.DisposeAsync();

    [Fact]
    public async Task A_thread_grows_out_of_a_message_once_and_carries_its_id()
    {
        await using var member = await _desk.LogInAsync("viewer");
        var channel = await _desk.ChannelAsync("command");
        var message = await _desk.Bot.PostAsync($"channels/{channel}/messages", new JsonObject { ["content"] = "root" });
        var name = new JsonObject { ["name"] = "Aside" };
        var thread = await _desk.Bot.PostAsync($"channels/{channel}/messages/{message.Id}/threads", name);
        Assert.Equal((201, message.Id), ((int)thread.Status, thread.Id));
        Assert.Equal(message.Id, (await member.EventAsync("THREAD_CREATE"))["id"]!.GetValue<string>());
        Assert.Equal("Aside", (await member.EventAsync("MESSAGE_UPDATE"))["thread"]!["name"]!.GetValue<string>());
        Assert.Equal(160004, (await _desk.Bot.PostAsync($"channels/{channel}/messages/{message.Id}/threads", name)).Code);
        await _desk.Member("guest").PostAsync($"channels/{thread.Id}/messages", new JsonObject { ["content"] = "inside" });
        Assert.Equal(thread.Id, (await member.EventAsync("MESSAGE_CREATE", one => one["content"]!.GetValue<string>() == "inside"))["channel_id"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_private_thread_is_for_its_members()
    {
        var channel = await _desk.ChannelAsync("command");
        var thread = await _desk.Member("operator").PostAsync($"channels/{channel}/threads", new JsonObject { ["name"] = "Private", ["type"] = 12 });
        Assert.Equal(50001, (await _desk.Member("guest").GetAsync($"channels/{thread.Id}")).Code);
        await _desk.Member("operator").PutAsync($"channels/{thread.Id}/thread-members/{_desk.IdOf("guest")}");
        Assert.Equal("Private", (await _desk.Member("guest").GetAsync($"channels/{thread.Id}")).Json!["name"]!.GetValue<string>());
    }

    [Fact]
    public async Task An_archived_thread_is_edited_by_nobody_and_wakes_with_a_message()
    {
        var channel = await _desk.ChannelAsync("command");
        var thread = await _desk.Bot.PostAsync($"channels/{channel}/threads", new JsonObject { ["name"] = "Sleepy", ["type"] = 11 });
        var message = await _desk.Bot.PostAsync($"channels/{thread.Id}/messages", new JsonObject { ["content"] = "one" });
        await _desk.Bot.PatchAsync($"channels/{thread.Id}", new JsonObject { ["archived"] = true });
        Assert.Equal(50083, (await _desk.Bot.PatchAsync($"channels/{thread.Id}/messages/{message.Id}", new JsonObject { ["content"] = "two" })).Code);
        await _desk.Bot.PostAsync($"channels/{thread.Id}/messages", new JsonObject { ["content"] = "awake" });
        Assert.False((await _desk.Bot.GetAsync($"channels/{thread.Id}")).Json!["thread_metadata"]!["archived"]!.GetValue<bool>());
    }
}
