using System.Text;
using System.Text.Json.Nodes;
using HydraBot.Tests.DiscordEmulator.Raw;

namespace HydraBot.Tests.Discord.Fuzzing;

/// <summary>True frames and answers to spoil, taken from the emulator while members and a bot use it.</summary>
internal sealed record Corpus(IReadOnlyList<byte[]> Frames, IReadOnlyList<byte[]> Messages, IReadOnlyList<byte[]> Errors)
{
    public static async Task<Corpus> CollectAsync()
    {
        await using var desk = await Desk.OpenAsync();
        var channel = await desk.ChannelAsync("command");
        await using var bot = await desk.LogInBotAsync();
        var commands = $"applications/{desk.ApplicationId}/guilds/{desk.GuildId}/commands";
        await desk.Bot.PutAsync(commands, JsonNode.Parse("""
            [{"name":"restart","description":"Restarts","options":[{"type":3,"name":"container","description":"Which","required":true,"autocomplete":true}]},
             {"name":"container","description":"Containers","options":[{"type":1,"name":"logs","description":"Logs","options":[{"type":4,"name":"lines","description":"How many"}]}]}]
            """)!);
        var messages = new List<byte[]>();
        var errors = new List<byte[]>();
        async Task<JsonNode> KeepAsync(Task<RawAnswer> asking)
        {
            var answer = await asking;
            (((int)answer.Status < 400) ? messages : errors).Add(Bytes(answer.Json!));
            return answer.Json!;
        }

        var text = await KeepAsync(desk.Member("operator").PostAsync($"channels/{channel}/messages", new JsonObject { ["content"] = "Hello, <@1> `code`" }));
        var panel = await KeepAsync(desk.Bot.PostAsync($"channels/{channel}/messages", JsonNode.Parse("""
            {"content":"panel","embeds":[{"title":"t","description":"d","color":1,"fields":[{"name":"n","value":"v","inline":true}],"footer":{"text":"f"}}],
             "components":[{"type":1,"components":[{"type":2,"style":1,"label":"Go","custom_id":"go"}]},
                           {"type":1,"components":[{"type":3,"custom_id":"pick","options":[{"label":"a","value":"a"}]}]}]}
            """)!));
        await KeepAsync(desk.Bot.PostAsync($"channels/{channel}/messages", JsonNode.Parse("""
            {"flags":32768,"components":[{"type":17,"accent_color":5,"components":[{"type":10,"content":"x"},{"type":14},
             {"type":9,"components":[{"type":10,"content":"y"}],"accessory":{"type":2,"style":2,"label":"b","custom_id":"b"}}]}]}
            """)!));
        await KeepAsync(desk.Bot.PostAsync($"channels/{channel}/messages", JsonNode.Parse("""{"content":"","embeds":[{"title":12,"fields":[{}]}]}""")!));
        await KeepAsync(desk.Bot.GetAsync("channels/1/messages"));
        await desk.Member("operator").PutAsync($"channels/{channel}/messages/{text["id"]}/reactions/%F0%9F%91%8D/@me");
        await desk.Member("operator").PatchAsync($"channels/{channel}/messages/{text["id"]}", new JsonObject { ["content"] = "edited" });
        await desk.Member("operator").PostAsync($"channels/{channel}/typing");
        await KeepAsync(desk.Member("operator").PostAsync($"channels/{channel}/messages/{text["id"]}/threads", new JsonObject { ["name"] = "aside" }));
        await Press.CommandAsync(desk, "operator", channel, "restart", [new JsonObject { ["type"] = 3, ["name"] = "container", ["value"] = "web" }]);
        await Press.CommandAsync(desk, "operator", channel, "container",
            [new JsonObject { ["type"] = 1, ["name"] = "logs", ["options"] = new JsonArray(new JsonObject { ["type"] = 4, ["name"] = "lines", ["value"] = 5 }) }]);
        await Press.ComponentAsync(desk, "operator", panel, "go");
        await Press.ComponentAsync(desk, "operator", panel, "pick", type: 3, "a");
        for (var presses = 0; presses < 4; presses++)
            await bot.EventAsync("INTERACTION_CREATE");
        await desk.Member("operator").DeleteAsync($"channels/{channel}/messages/{text["id"]}");
        await bot.EventAsync("MESSAGE_DELETE");
        return new Corpus([.. bot.Received.Select(Bytes)], messages, errors);
    }

    private static byte[] Bytes(JsonNode json) => Encoding.UTF8.GetBytes(json.ToJsonString());
}
