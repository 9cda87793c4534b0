using System.Text.Json.Nodes;

namespace HydraBot.Tests.DiscordEmulator.Raw;

/// <summary>What a member's client sends when somebody uses a command, a component or a modal.</summary>
public static class Press
{
    public static async Task<RawAnswer> CommandAsync(
        Desk desk, string member, string channelId, string name, JsonArray? options = null, int type = 2, string nonce = "1")
    {
        var command = await FindAsync(desk, member, name);
        return await desk.Member(member).PostAsync("interactions", Body(desk, channelId, type, nonce, command["application_id"]!, new JsonObject
        {
            ["id"] = command["id"]!.GetValue<string>(),
            ["version"] = command["version"]!.GetValue<string>(),
            ["name"] = name,
            ["type"] = 1,
            ["options"] = options ?? [],
        }));
    }

    public static async Task<JsonNode> FindAsync(Desk desk, string member, string name)
    {
        var index = (await desk.Member(member).GetAsync($"guilds/{desk.GuildId}/application-command-index")).Json!;
        return index["application_commands"]!.AsArray().First(command => command!["name"]!.GetValue<string>() == name)!;
    }

    public static Task<RawAnswer> ComponentAsync(Desk desk, string member, JsonNode message, string customId, int type = 2, params string[] values)
    {
        var data = new JsonObject { ["component_type"] = type, ["custom_id"] = customId };
        if (type != 2)
            data["values"] = new JsonArray([.. values.Select(value => JsonValue.Create(value))]);
        var body = Body(desk, message["channel_id"]!.GetValue<string>(), 3, "2", message["application_id"] ?? message["author"]!["id"]!, data);
        body["message_id"] = message["id"]!.GetValue<string>();
        body["message_flags"] = message["flags"]!.GetValue<int>();
        return desk.Member(member).PostAsync("interactions", body);
    }

    public static Task<RawAnswer> ModalAsync(Desk desk, string member, JsonNode modal, JsonArray components) =>
        desk.Member(member).PostAsync("interactions", Body(
            desk, modal["channel_id"]!.GetValue<string>(), 5, "3", modal["application"]!["id"]!, new JsonObject
            {
                ["id"] = modal["id"]!.GetValue<string>(),
                ["custom_id"] = modal["custom_id"]!.GetValue<string>(),
                ["components"] = components,
            }));

    public static JsonObject Body(Desk desk, string channelId, int type, string nonce, JsonNode applicationId, JsonObject data) => new()
    {
        ["type"] = type,
        ["application_id"] = applicationId.GetValue<string>(),
        ["guild_id"] = desk.GuildId,
        ["channel_id"] = channelId,
        ["session_id"] = "the-session",
        ["nonce"] = nonce,
        ["data"] = data,
    };
}
