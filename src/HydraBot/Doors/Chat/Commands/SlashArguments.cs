using System.Text.Json;
using System.Text.Json.Nodes;
using HydraBot.Discord.Interactions;
using HydraBot.Governance.Operations;

namespace HydraBot.Doors.Chat.Commands;

/// <summary>Turns the options that a member filled in into an operation's JSON arguments.</summary>
internal static class SlashArguments
{
    public static JsonElement Read(Operation operation, InteractionData data)
    {
        var arguments = new JsonObject();
        if (data.Type == ApplicationCommandType.Message)
            return OfMessage(operation, data);
        if (operation.Schema.TryGetProperty("properties", out var properties))
        {
            foreach (var property in properties.EnumerateObject())
            {
                if (data.Argument(CommandNames.Option(property.Name)) is not { Value: { } value } option)
                    continue;
                if (operation.Attached.Contains(property.Name))
                    arguments[property.Name] = data.Resolved?.Attachments?.GetValueOrDefault(option.AsId())?.Url;
                else
                    arguments[property.Name] = Convert(new ParameterSchema(property.Value).Type, value);
            }
        }

        return JsonDocument.Parse(arguments.ToJsonString()).RootElement;
    }

    /// <summary>A message's menu gives one thing: the message, whose text is the operation's first parameter.</summary>
    private static JsonElement OfMessage(Operation operation, InteractionData data)
    {
        var first = operation.Schema.GetProperty("properties").EnumerateObject().First().Name;
        var text = data.TargetId is { } id && data.Resolved?.Messages?.GetValueOrDefault(id) is { } message ? message.Content : "";
        return JsonDocument.Parse(new JsonObject { [first] = text }.ToJsonString()).RootElement;
    }

    private static JsonNode? Convert(string type, JsonElement value) => type switch
    {
        "array" => new JsonArray([.. value.ToString().Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(item => JsonValue.Create(item))]),
        "object" => ParseObject(value.ToString()),
        _ => JsonNode.Parse(value.GetRawText()),
    };

    /// <summary>Text that is no JSON stays text: the argument check then says what is wanted.</summary>
    private static JsonNode? ParseObject(string text)
    {
        try
        {
            return JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            return JsonValue.Create(text);
        }
    }
}
