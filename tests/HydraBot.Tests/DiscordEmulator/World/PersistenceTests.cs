using System.Net;
using System.Text.Json.Nodes;
using HydraBot.DiscordEmulator;
using HydraBot.Tests.DiscordEmulator.Raw;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace HydraBot.Tests.DiscordEmulator.World;

public sealed class PersistenceTests
{
    [Fact]
    public async Task History_ids_tokens_reactions_files_and_commands_survive_a_restart()
    {
        var before = await Desk.OpenAsync();
        var path = $"channels/{await before.ChannelAsync("command")}/messages";
        var sent = await before.Bot.UploadAsync(HttpMethod.Post, path, Rich(), ("a.txt", "text/plain", "content"u8.ToArray()));
        await before.Member("viewer").PutAsync($"{path}/{sent.Id}/reactions/{Uri.EscapeDataString("✅")}/@me");
        await before.Bot.PutAsync($"applications/{before.ApplicationId}/guilds/{before.GuildId}/commands", new JsonArray(new JsonObject { ["name"] = "a", ["description"] = "d" }));
        var expected = (await before.Bot.GetAsync($"{path}/{sent.Id}")).Json!;
        var command = (await before.Bot.GetAsync($"applications/{before.ApplicationId}/guilds/{before.GuildId}/commands")).Json!;

        await using var after = await before.RestartAsync();
        Assert.Equal((before.GuildId, before.Discord.BotToken, before.Token("owner")), (after.GuildId, after.Discord.BotToken, after.Token("owner")));
        var message = (await after.Bot.GetAsync($"{path}/{sent.Id}")).Json!;
        var url = new Uri(message["attachments"]![0]!["url"]!.GetValue<string>());
        Assert.Equal("content", await after.Http.GetStringAsync(url, TestContext.Current.CancellationToken));
        foreach (var one in new[] { message, expected })
            one.AsObject().Remove("attachments");
        Assert.Equal(expected.ToJsonString(), message.ToJsonString());
        Assert.Equal(command.ToJsonString(), (await after.Bot.GetAsync($"applications/{before.ApplicationId}/guilds/{before.GuildId}/commands")).Json!.ToJsonString());
    }

    [Fact]
    public async Task An_interactions_token_still_works_after_a_restart()
    {
        var before = await Desk.OpenAsync();
        var channel = await before.ChannelAsync("command");
        await before.Bot.PutAsync($"applications/{before.ApplicationId}/guilds/{before.GuildId}/commands", new JsonArray(new JsonObject { ["name"] = "a", ["description"] = "d" }));
        await using var bot = await before.LogInBotAsync();
        await Press.CommandAsync(before, "owner", channel, "a");
        var used = await bot.EventAsync("INTERACTION_CREATE");
        await before.Nobody.PostAsync($"interactions/{used["id"]}/{used["token"]}/callback", new JsonObject { ["type"] = 5 });

        await using var after = await before.RestartAsync();
        var edited = await after.Nobody.PatchAsync($"webhooks/{after.ApplicationId}/{used["token"]}/messages/@original", new JsonObject { ["content"] = "done" });
        Assert.Equal((HttpStatusCode.OK, "done"), (edited.Status, edited.Json!["content"]!.GetValue<string>()));
    }

    [Fact]
    public async Task A_busy_port_is_named_with_the_setting_that_changes_it()
    {
        await using var desk = await Desk.OpenAsync();
        var folder = Directory.CreateTempSubdirectory("desk-").FullName;
        var options = new DiscordEmulatorOptions { Url = desk.Discord.Url, StoragePath = folder };
        var refusal = await Assert.ThrowsAsync<EmulatorStartException>(() =>
            EmulatedDiscord.StartAsync(options, NullLoggerFactory.Instance, TimeProvider.System, TestContext.Current.CancellationToken));
        Assert.Contains(desk.Discord.Url.Authority, refusal.Message, StringComparison.Ordinal);
        Assert.Contains("Emulator:Url", refusal.Message, StringComparison.Ordinal);
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_storage_path_that_is_a_file_is_named_with_its_setting()
    {
        var file = Path.GetTempFileName();
        var options = new DiscordEmulatorOptions { Url = new Uri("http://127.0.0.1:0"), StoragePath = file };
        var refusal = await Assert.ThrowsAsync<EmulatorStartException>(() =>
            EmulatedDiscord.StartAsync(options, NullLoggerFactory.Instance, TimeProvider.System, TestContext.Current.CancellationToken));
        Assert.Contains(file, refusal.Message, StringComparison.Ordinal);
        Assert.Contains("Storage:Path", refusal.Message, StringComparison.Ordinal);
        File.Delete(file);
    }

    [Fact]
    public async Task A_token_that_is_set_is_the_bots()
    {
        var folder = Directory.CreateTempSubdirectory("desk-").FullName;
        var options = new DiscordEmulatorOptions { Url = new Uri("http://127.0.0.1:0"), StoragePath = folder, BotToken = "chosen.by.hand" };
        await using (var discord = await EmulatedDiscord.StartAsync(options, NullLoggerFactory.Instance, TimeProvider.System, TestContext.Current.CancellationToken))
        {
            using var http = new HttpClient { BaseAddress = discord.ApiBaseUrl };
            Assert.Equal("HydraBot", (await new RawRest(http, "Bot chosen.by.hand").GetAsync("users/@me")).Json!["username"]!.GetValue<string>());
        }
        Directory.Delete(folder, recursive: true);
    }

    private static JsonObject Rich() => new()
    {
        ["content"] = "words",
        ["embeds"] = new JsonArray(new JsonObject { ["title"] = "t", ["fields"] = new JsonArray(new JsonObject { ["name"] = "n", ["value"] = "v" }) }),
        ["components"] = new JsonArray(new JsonObject
        {
            ["type"] = 1,
            ["components"] = new JsonArray(new JsonObject { ["type"] = 2, ["style"] = 1, ["label"] = "Go", ["custom_id"] = "go" }),
        }),
    };
}
