using System.Text.Json.Nodes;
using HydraBot.Tests.DiscordEmulator.Raw;
using Microsoft.Extensions.Time.Testing;

namespace HydraBot.EndToEndTests.Peers;

/// <summary>A day on the emulator that uses every main route once; the answers are kept, to be held against somebody else's word on their shapes.</summary>
internal sealed class MainRoutes(FakeTimeProvider clock)
{
    private static readonly byte[] Pixel = Convert.FromBase64String(
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

    /// <summary>Method, template, status and body of each answer.</summary>
    public JsonArray Samples { get; } = [];

    /// <summary>Goes through all of it, and returns what the bot's gateway heard meanwhile.</summary>
    public async Task<IReadOnlyList<JsonNode>> CollectAsync(Desk desk)
    {
        var (guild, application) = (("guild_id", desk.GuildId), ("application_id", desk.ApplicationId));
        var channel = ("channel_id", await desk.ChannelAsync("command"));
        await using var bot = await desk.LogInBotAsync();
        await using var member = await desk.LogInAsync("owner");
        await ReadAsync(desk, guild, application, channel);
        await CommandsAsync(desk, guild, application);
        await MessagesAsync(desk, channel);
        await InteractionsAsync(desk, bot, channel);
        await ErrorsAsync(desk, channel);
        await HappeningsAsync(desk, bot, member, channel.Item2);
        return bot.Received;
    }

    private async Task ReadAsync(Desk desk, (string, string) guild, (string, string) application, (string, string) channel)
    {
        await CallAsync(desk.Bot, "GET", "/gateway");
        await CallAsync(desk.Bot, "GET", "/gateway/bot");
        await CallAsync(desk.Bot, "GET", "/users/@me");
        await CallAsync(desk.Bot, "GET", "/users/@me/guilds");
        await CallAsync(desk.Bot, "GET", "/applications/@me");
        await CallAsync(desk.Bot, "GET", "/oauth2/applications/@me");
        await CallAsync(desk.Bot, "GET", "/applications/{application_id}", null, application);
        await CallAsync(desk.Bot, "GET", "/users/{user_id}", null, ("user_id", desk.IdOf("viewer")));
        await CallAsync(desk.Bot, "GET", "/guilds/{guild_id}", null, guild);
        await CallAsync(desk.Bot, "GET", "/guilds/{guild_id}/channels", null, guild);
        await CallAsync(desk.Bot, "GET", "/guilds/{guild_id}/roles", null, guild);
        await CallAsync(desk.Bot, "GET", "/guilds/{guild_id}/roles/{role_id}", null, guild, ("role_id", desk.GuildId));
        await CallAsync(desk.Bot, "GET", "/guilds/{guild_id}/members", null, guild);
        await CallAsync(desk.Bot, "GET", "/guilds/{guild_id}/members/{user_id}", null, guild, ("user_id", desk.IdOf("owner")));
        await CallAsync(desk.Bot, "GET", "/guilds/{guild_id}/emojis", null, guild);
        await CallAsync(desk.Bot, "GET", "/guilds/{guild_id}/stickers", null, guild);
        await CallAsync(desk.Bot, "GET", "/guilds/{guild_id}/threads/active", null, guild);
        await CallAsync(desk.Bot, "GET", "/voice/regions");
        await CallAsync(desk.Bot, "GET", "/channels/{channel_id}", null, channel);
        await CallAsync(desk.Bot, "POST", "/channels/{channel_id}/typing", null, channel);
        var direct = await CallAsync(desk.Bot, "POST", "/users/@me/channels", new JsonObject { ["recipient_id"] = desk.IdOf("owner") });
        await CallAsync(desk.Bot, "GET", "/channels/{channel_id}", null, ("channel_id", direct.Id!));
        await CallAsync(desk.Member("owner"), "POST", "/guilds/{guild_id}/roles", new JsonObject { ["name"] = "New", ["color"] = 255 }, guild);
        await CallAsync(desk.Member("owner"), "PATCH", "/guilds/{guild_id}/members/{user_id}", new JsonObject { ["nick"] = "V" }, guild, ("user_id", desk.IdOf("viewer")));
        var made = await CallAsync(desk.Bot, "POST", "/guilds/{guild_id}/channels", new JsonObject { ["name"] = "extra", ["type"] = 0 }, guild);
        await CallAsync(desk.Bot, "PATCH", "/channels/{channel_id}", new JsonObject { ["topic"] = "Changed" }, ("channel_id", made.Id!));
        await CallAsync(desk.Bot, "DELETE", "/channels/{channel_id}", null, ("channel_id", made.Id!));
    }

    private async Task CommandsAsync(Desk desk, (string, string) guild, (string, string) application)
    {
        var commands = new JsonArray(
            new JsonObject
            {
                ["name"] = "restart",
                ["description"] = "Restarts",
                ["name_localizations"] = new JsonObject { ["de"] = "neustart" },
                ["default_member_permissions"] = "0",
                ["options"] = new JsonArray(
                    new JsonObject { ["type"] = 3, ["name"] = "container", ["description"] = "Which", ["required"] = true, ["autocomplete"] = true },
                    new JsonObject { ["type"] = 4, ["name"] = "count", ["description"] = "How often", ["min_value"] = 1, ["max_value"] = 5 },
                    new JsonObject { ["type"] = 3, ["name"] = "how", ["description"] = "How", ["choices"] = new JsonArray(new JsonObject { ["name"] = "Hard", ["value"] = "hard" }) },
                    new JsonObject { ["type"] = 7, ["name"] = "where", ["description"] = "Where", ["channel_types"] = new JsonArray(0) }),
            },
            new JsonObject
            {
                ["name"] = "tree",
                ["description"] = "Nested",
                ["options"] = new JsonArray(new JsonObject
                {
                    ["type"] = 2,
                    ["name"] = "group",
                    ["description"] = "Group",
                    ["options"] = new JsonArray(new JsonObject { ["type"] = 1, ["name"] = "leaf", ["description"] = "Leaf" }),
                }),
            },
            new JsonObject { ["name"] = "Remember this", ["type"] = 3 });
        var set = await CallAsync(desk.Bot, "PUT", "/applications/{application_id}/guilds/{guild_id}/commands", commands, application, guild);
        await CallAsync(desk.Bot, "GET", "/applications/{application_id}/guilds/{guild_id}/commands", null, application, guild);
        await CallAsync(desk.Bot, "PUT", "/applications/{application_id}/commands", commands.DeepClone(), application);
        await CallAsync(desk.Bot, "GET", "/applications/{application_id}/commands", null, application);
        await CallAsync(desk.Bot, "PUT", "/applications/{application_id}/commands", new JsonArray(), application);
        var command = ("command_id", set.Json![0]!["id"]!.GetValue<string>());
        await CallAsync(desk.Bot, "GET", "/applications/{application_id}/guilds/{guild_id}/commands/{command_id}", null, application, guild, command);
        await CallAsync(
            desk.Bot, "PATCH", "/applications/{application_id}/guilds/{guild_id}/commands/{command_id}", new JsonObject { ["default_member_permissions"] = null },
            application, guild, command);
        await CallAsync(
            desk.Bot, "POST", "/applications/{application_id}/guilds/{guild_id}/commands", new JsonObject { ["name"] = "other", ["description"] = "Other" }, application, guild);
    }

    private async Task MessagesAsync(Desk desk, (string, string) channel)
    {
        var (messages, one) = ("/channels/{channel_id}/messages", "/channels/{channel_id}/messages/{message_id}");
        var file = await desk.Bot.UploadAsync(HttpMethod.Post, $"channels/{channel.Item2}/messages", RichMessage(), ("pixel.png", "image/png", Pixel), ("note.txt", "text/plain", Pixel));
        Samples.Add(Sample("POST", messages, (int)file.Status, file.Json));
        var message = ("message_id", file.Id!);
        await CallAsync(desk.Bot, "PATCH", one, new JsonObject { ["content"] = "Edited" }, channel, message);
        await CallAsync(desk.Bot, "POST", messages, SecondForm(), channel);
        var reply = new JsonObject { ["content"] = $"<@{desk.IdOf("viewer")}>", ["message_reference"] = new JsonObject { ["message_id"] = file.Id }, ["nonce"] = "n-1" };
        await CallAsync(desk.Bot, "POST", messages, reply, channel);
        var reaction = ("emoji_name", Uri.EscapeDataString("✅"));
        await CallAsync(desk.Member("viewer"), "PUT", one + "/reactions/{emoji_name}/@me", null, channel, message, reaction);
        await CallAsync(desk.Bot, "GET", one + "/reactions/{emoji_name}", null, channel, message, reaction);
        await CallAsync(desk.Bot, "PUT", "/channels/{channel_id}/messages/pins/{message_id}", null, channel, message);
        await CallAsync(desk.Bot, "GET", "/channels/{channel_id}/messages/pins", null, channel);
        await CallAsync(desk.Bot, "GET", "/channels/{channel_id}/pins", null, channel);
        var thread = await CallAsync(desk.Bot, "POST", one + "/threads", new JsonObject { ["name"] = "Aside" }, channel, message);
        var inThread = ("channel_id", thread.Id!);
        await CallAsync(desk.Bot, "GET", "/channels/{channel_id}/thread-members", null, inThread);
        await CallAsync(desk.Bot, "PATCH", "/channels/{channel_id}", new JsonObject { ["archived"] = true }, inThread);
        await CallAsync(desk.Bot, "GET", "/channels/{channel_id}/threads/archived/public", null, channel);
        await CallAsync(desk.Bot, "POST", "/channels/{channel_id}/threads", new JsonObject { ["name"] = "Free", ["type"] = 11 }, channel);
        await CallAsync(desk.Bot, "GET", one, null, channel, message);
        await CallAsync(desk.Bot, "GET", messages, null, channel);
        await CallAsync(desk.Bot, "DELETE", one + "/reactions/{emoji_name}/{user_id}", null, channel, message, reaction, ("user_id", desk.IdOf("viewer")));
        await CallAsync(desk.Bot, "DELETE", one + "/reactions", null, channel, message);
        await CallAsync(desk.Bot, "DELETE", one, null, channel, message);
    }

    private async Task InteractionsAsync(Desk desk, RawGateway bot, (string, string) channel)
    {
        await Press.CommandAsync(desk, "owner", channel.Item2, "restart", [new JsonObject { ["type"] = 3, ["name"] = "container", ["value"] = "web" }]);
        var used = await bot.EventAsync("INTERACTION_CREATE");
        var answer = new JsonObject { ["type"] = 4, ["data"] = new JsonObject { ["content"] = "Restart?", ["components"] = Rows() } };
        var answered = await AnswerAsync(desk, used, answer);
        await WebhookAsync(desk, used);
        await Press.ComponentAsync(desk, "owner", answered.Json!["resource"]!["message"]!, "yes");
        var pressed = await bot.EventAsync("INTERACTION_CREATE");
        await AnswerAsync(desk, pressed, new JsonObject { ["type"] = 7, ["data"] = new JsonObject { ["content"] = "Yes" } });
        await Press.ComponentAsync(desk, "owner", answered.Json!["resource"]!["message"]!, "yes");
        await AnswerAsync(desk, await bot.EventAsync("INTERACTION_CREATE"), new JsonObject { ["type"] = 6 });
        await Press.ComponentAsync(desk, "owner", answered.Json!["resource"]!["message"]!, "yes");
        await AnswerAsync(desk, await bot.EventAsync("INTERACTION_CREATE"), new JsonObject { ["type"] = 5, ["data"] = new JsonObject { ["flags"] = 64 } });
    }

    private async Task WebhookAsync(Desk desk, JsonNode used)
    {
        (string, string)[] token = [("webhook_id", desk.ApplicationId), ("webhook_token", used["token"]!.GetValue<string>())];
        const string Root = "/webhooks/{webhook_id}/{webhook_token}";
        await CallAsync(desk.Nobody, "GET", Root + "/messages/@original", null, token);
        await CallAsync(desk.Nobody, "PATCH", Root + "/messages/@original", new JsonObject { ["content"] = "Restart now?", ["components"] = Rows() }, token);
        var followUp = await CallAsync(desk.Nobody, "POST", Root, new JsonObject { ["content"] = "More" }, token);
        await CallAsync(desk.Nobody, "PATCH", Root + "/messages/{message_id}", new JsonObject { ["content"] = "Less" }, [.. token, ("message_id", followUp.Id!)]);
        await CallAsync(desk.Nobody, "DELETE", Root + "/messages/{message_id}", null, [.. token, ("message_id", followUp.Id!)]);
    }

    private async Task ErrorsAsync(Desk desk, (string, string) channel)
    {
        var messages = "/channels/{channel_id}/messages";
        await CallAsync(desk.Nobody, "GET", "/users/@me");
        await CallAsync(desk.Bot, "GET", "/channels/{channel_id}", null, ("channel_id", "1"));
        await CallAsync(desk.Bot, "GET", messages + "/{message_id}", null, channel, ("message_id", "1"));
        await CallAsync(desk.Member("viewer"), "POST", messages, new JsonObject { ["content"] = new string('x', 2001), ["embeds"] = new JsonArray(new JsonObject()) }, channel);
        await CallAsync(desk.Member("guest"), "DELETE", "/channels/{channel_id}", null, channel);
    }

    private async Task<RawAnswer> AnswerAsync(Desk desk, JsonNode interaction, JsonObject answer)
    {
        var path = $"interactions/{interaction["id"]!.GetValue<string>()}/{interaction["token"]!.GetValue<string>()}/callback?with_response=true";
        var response = await desk.Nobody.PostAsync(path, answer);
        Samples.Add(Sample("POST", "/interactions/{interaction_id}/{interaction_token}/callback", (int)response.Status, response.Json));
        return response;
    }

    private async Task<RawAnswer> CallAsync(RawRest account, string method, string template, JsonNode? body = null, params (string Name, string Value)[] path)
    {
        var address = path.Aggregate(template, (text, one) => text.Replace($"{{{one.Name}}}", one.Value, StringComparison.Ordinal));
        var answer = await account.SendAsync(HttpMethod.Parse(method), address.TrimStart('/'), body);
        while ((int)answer.Status == 429)
        {
            clock.Advance(TimeSpan.FromSeconds(answer.Json!["retry_after"]!.GetValue<double>()));
            answer = await account.SendAsync(HttpMethod.Parse(method), address.TrimStart('/'), body);
        }
        Samples.Add(Sample(method, template, (int)answer.Status, answer.Json));
        return answer;
    }

    public static JsonObject Sample(string method, string template, int status, JsonNode? body) => new()
    {
        ["method"] = method,
        ["template"] = template,
        ["status"] = status,
        ["body"] = body?.DeepClone(),
    };

    /// <summary>What reaches a bot without its having asked.</summary>
    private static async Task HappeningsAsync(Desk desk, RawGateway bot, RawGateway member, string channel)
    {
        await desk.Bot.PutAsync($"applications/{desk.ApplicationId}/guilds/{desk.GuildId}/commands", new JsonArray(
            new JsonObject
            {
                ["name"] = "find",
                ["description"] = "Finds",
                ["options"] = new JsonArray(
                    new JsonObject { ["type"] = 3, ["name"] = "what", ["description"] = "What", ["autocomplete"] = true },
                    new JsonObject { ["type"] = 6, ["name"] = "who", ["description"] = "Who" },
                    new JsonObject { ["type"] = 7, ["name"] = "where", ["description"] = "Where" },
                    new JsonObject { ["type"] = 8, ["name"] = "role", ["description"] = "Role" }),
            },
            new JsonObject { ["name"] = "Ask", ["type"] = 3 },
            new JsonObject { ["name"] = "Greet", ["type"] = 2 }));
        var owner = desk.Member("owner");
        var said = (await owner.PostAsync($"channels/{channel}/messages", new JsonObject { ["content"] = "Said by a member" })).Json!;
        await owner.PatchAsync($"channels/{channel}/messages/{said["id"]}", new JsonObject { ["content"] = "Said otherwise" });
        await owner.PostAsync($"channels/{channel}/typing", null);
        await Press.CommandAsync(desk, "owner", channel, "find", [
            new JsonObject { ["type"] = 6, ["name"] = "who", ["value"] = desk.IdOf("viewer") },
            new JsonObject { ["type"] = 7, ["name"] = "where", ["value"] = channel },
            new JsonObject { ["type"] = 8, ["name"] = "role", ["value"] = desk.GuildId }]);
        await bot.EventAsync("INTERACTION_CREATE");
        await MenuAsync(desk, channel, "Ask", 3, said["id"]!.GetValue<string>());
        await MenuAsync(desk, channel, "Greet", 2, desk.IdOf("viewer"));
        var asked = await bot.EventAsync("INTERACTION_CREATE", one => one["data"]!["type"]!.GetValue<int>() == 3);
        await desk.Nobody.PostAsync($"interactions/{asked["id"]}/{asked["token"]}/callback", new JsonObject
        {
            ["type"] = 9,
            ["data"] = new JsonObject
            {
                ["custom_id"] = "form",
                ["title"] = "Form",
                ["components"] = new JsonArray(new JsonObject
                {
                    ["type"] = 18,
                    ["label"] = "Line",
                    ["component"] = new JsonObject { ["type"] = 4, ["custom_id"] = "line", ["style"] = 1 },
                }),
            },
        });
        var form = await member.EventAsync("INTERACTION_MODAL_CREATE");
        await Press.ModalAsync(desk, "owner", form, [new JsonObject
        {
            ["type"] = 18,
            ["component"] = new JsonObject { ["type"] = 4, ["custom_id"] = "line", ["value"] = "written" },
        }]);
        await bot.EventAsync("INTERACTION_CREATE", one => one["type"]!.GetValue<int>() == 5);
        await member.SendAsync(3, new JsonObject { ["status"] = "idle", ["since"] = null, ["activities"] = new JsonArray(), ["afk"] = false });
        await bot.SendAsync(8, new JsonObject { ["guild_id"] = desk.GuildId, ["query"] = "", ["limit"] = 0, ["presences"] = true, ["nonce"] = "all" });
        await bot.SendAsync(1, null);
        await bot.EventAsync("GUILD_MEMBERS_CHUNK");
        var last = (await owner.PostAsync($"channels/{channel}/messages", new JsonObject { ["content"] = "The end" })).Id!;
        await bot.EventAsync("MESSAGE_CREATE", one => one["id"]!.GetValue<string>() == last);
    }

    private static async Task MenuAsync(Desk desk, string channel, string name, int type, string target)
    {
        var command = await Press.FindAsync(desk, "owner", name);
        await desk.Member("owner").PostAsync("interactions", Press.Body(desk, channel, 2, "4", command["application_id"]!, new JsonObject
        {
            ["id"] = command["id"]!.GetValue<string>(),
            ["version"] = command["version"]!.GetValue<string>(),
            ["name"] = name,
            ["type"] = type,
            ["target_id"] = target,
        }));
    }

    private static JsonArray Rows() => [new JsonObject
    {
        ["type"] = 1,
        ["components"] = new JsonArray(
            new JsonObject { ["type"] = 2, ["style"] = 3, ["label"] = "Yes", ["custom_id"] = "yes", ["emoji"] = new JsonObject { ["name"] = "✅" } },
            new JsonObject { ["type"] = 2, ["style"] = 5, ["label"] = "Docs", ["url"] = "https://example.invalid/docs" }),
    }, new JsonObject
    {
        ["type"] = 1,
        ["components"] = new JsonArray(new JsonObject
        {
            ["type"] = 3,
            ["custom_id"] = "menu",
            ["placeholder"] = "Choose",
            ["options"] = new JsonArray(new JsonObject { ["label"] = "A", ["value"] = "a", ["description"] = "First", ["default"] = true }),
        }),
    }, new JsonObject { ["type"] = 1, ["components"] = new JsonArray(new JsonObject { ["type"] = 5, ["custom_id"] = "who" }) }];

    private static JsonObject RichMessage() => new()
    {
        ["content"] = "With everything",
        ["components"] = Rows(),
        ["attachments"] = new JsonArray(new JsonObject { ["id"] = "1", ["description"] = "A note" }),
        ["embeds"] = new JsonArray(new JsonObject
        {
            ["title"] = "Title",
            ["url"] = "https://example.invalid/",
            ["description"] = "Description",
            ["color"] = 0x5865F2,
            ["timestamp"] = "2026-11-22T12:00:00Z",
            ["footer"] = new JsonObject { ["text"] = "Footer" },
            ["author"] = new JsonObject { ["name"] = "Author", ["icon_url"] = "attachment://pixel.png" },
            ["thumbnail"] = new JsonObject { ["url"] = "attachment://pixel.png" },
            ["fields"] = new JsonArray(new JsonObject { ["name"] = "Name", ["value"] = "Value" }),
        }),
    };

    private static JsonObject SecondForm() => new()
    {
        ["flags"] = 1 << 15,
        ["components"] = new JsonArray(new JsonObject
        {
            ["type"] = 17,
            ["accent_color"] = 255,
            ["components"] = new JsonArray(
                new JsonObject { ["type"] = 10, ["content"] = "# Text" },
                new JsonObject
                {
                    ["type"] = 9,
                    ["components"] = new JsonArray(new JsonObject { ["type"] = 10, ["content"] = "Beside" }),
                    ["accessory"] = new JsonObject { ["type"] = 11, ["media"] = new JsonObject { ["url"] = "https://example.invalid/a.png" } },
                },
                new JsonObject { ["type"] = 14, ["divider"] = true },
                new JsonObject { ["type"] = 12, ["items"] = new JsonArray(new JsonObject { ["media"] = new JsonObject { ["url"] = "https://example.invalid/b.png" } }) },
                Rows()[0]!.DeepClone()),
        }),
    };
}
