using System.Text.Json.Nodes;

namespace HydraBot.EndToEndTests.Browser;

/// <summary>What a member asked of the scripted bot, and the ways to answer.</summary>
internal sealed class BotInteraction(ScriptedBot bot, JsonObject data)
{
    private const int Autocomplete = 4;
    private const int Ephemeral = 64;

    /// <summary>The command's name or the custom id, with <c>suggest</c> before it when choices are wanted.</summary>
    public string Key
    {
        get
        {
            var name = (data["data"]!["name"] ?? data["data"]!["custom_id"])!.GetValue<string>();
            return data["type"]!.GetValue<int>() == Autocomplete ? $"suggest {name}" : name;
        }
    }

    public JsonObject Data => data["data"]!.AsObject();

    public string Member => data["member"]!["user"]!["username"]!.GetValue<string>();

    private string Id => data["id"]!.GetValue<string>();

    private string Token => data["token"]!.GetValue<string>();

    private string Application => data["application_id"]!.GetValue<string>();

    /// <summary>The value of an option, also of a subcommand, as text.</summary>
    public string? Option(string name) => Options(Data["options"]).FirstOrDefault(option => option["name"]!.GetValue<string>() == name)?["value"]?.ToString();

    public Task ReplyAsync(string content, bool ephemeral = false) => ReplyAsync(new JsonObject { ["content"] = content, ["flags"] = ephemeral ? Ephemeral : 0 });

    public Task ReplyAsync(JsonObject message) => RespondAsync(4, message);

    public Task DeferAsync(bool ephemeral = false) => RespondAsync(5, new JsonObject { ["flags"] = ephemeral ? Ephemeral : 0 });

    /// <summary>Changes the message that the component is on.</summary>
    public Task UpdateAsync(JsonObject message) => RespondAsync(7, message);

    public Task AskAsync(JsonObject modal) => RespondAsync(9, modal);

    public Task SuggestAsync(IEnumerable<string> choices)
    {
        var typed = Options(Data["options"]).FirstOrDefault(option => option["focused"]?.GetValue<bool>() == true)?["value"]?.ToString() ?? "";
        var found = choices.Where(choice => choice.Contains(typed, StringComparison.OrdinalIgnoreCase));
        return RespondAsync(8, new JsonObject { ["choices"] = new JsonArray([.. found.Select(name => new JsonObject { ["name"] = name, ["value"] = name })]) });
    }

    public Task EditReplyAsync(JsonObject message) => bot.CallAsync(HttpMethod.Patch, $"webhooks/{Application}/{Token}/messages/@original", message);

    /// <summary>What was written into a modal's input.</summary>
    public string? Input(string customId) => Inputs(Data["components"]).FirstOrDefault(input => input["custom_id"]?.GetValue<string>() == customId)?["value"]?.GetValue<string>();

    private Task<JsonNode?> RespondAsync(int type, JsonObject answer) =>
        bot.CallAsync(HttpMethod.Post, $"interactions/{Id}/{Token}/callback", new JsonObject { ["type"] = type, ["data"] = answer });

    private static IEnumerable<JsonNode> Options(JsonNode? options) =>
        (options as JsonArray ?? []).OfType<JsonNode>().SelectMany(option => option["options"] is { } inner ? Options(inner) : [option]);

    private static IEnumerable<JsonNode> Inputs(JsonNode? components) => (components as JsonArray ?? []).OfType<JsonNode>()
        .SelectMany(component => component["component"] is { } one ? [one] : component["components"] is { } many ? Inputs(many) : [component]);
}
