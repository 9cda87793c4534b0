using System.Text;
using System.Text.Json;
using HydraBot.Governance.Operations;

namespace HydraBot.Workshops.Calls;

/// <summary>What a workshop answered, whole.</summary>
internal sealed record WorkshopAnswer(int Status, string MediaType, byte[] Body)
{
    public bool IsGood => Status is >= 200 and < 300;

    /// <summary>The answer, or a sentence on why it is none.</summary>
    public WorkshopAnswer Good(WorkshopLine line) => Status switch
    {
        >= 200 and < 300 => this,
        401 or 403 => throw new OperationException($"{line.Name} refuses the key ({Status}): {line.Setting}:ApiKey is {Words("the right one")}."),
        >= 300 and < 400 => throw new OperationException($"{line.Name} points somewhere else ({Status}); {line.Setting}:Url must be its own address."),
        _ => throw new OperationException($"{line.Name} answers {Status}: {Words("no reason given")}."),
    };

    /// <summary>The body as JSON; nothing is null.</summary>
    public JsonElement Json(WorkshopLine line)
    {
        if (Body.Length == 0)
            return JsonElement.Parse("null");
        try
        {
            return JsonElement.Parse(Body);
        }
        catch (JsonException exception)
        {
            throw new OperationException($"What {line.Name} sends is no JSON; look whether {line.Setting}:Url is the address of its API.", exception);
        }
    }

    /// <summary>What it says went wrong, in its own words.</summary>
    public string Words(string otherwise)
    {
        var text = Encoding.UTF8.GetString(Body).Trim();
        try
        {
            if (Message(JsonElement.Parse(Body)) is { Length: > 0 } message)
                text = message;
        }
        catch (JsonException)
        {
            // A page or a sentence: shown as it is.
        }

        text = Outside.Clean(text).ReplaceLineEndings(" ").TrimEnd('.');
        return text.Length == 0 || text.StartsWith('<') ? otherwise : text.Length > 300 ? $"{text[..300]}…" : text;
    }

    private static string? Message(JsonElement json)
    {
        if (json.ValueKind == JsonValueKind.String)
            return json.GetString();
        if (json.ValueKind != JsonValueKind.Object)
            return null;
        foreach (var name in (string[])["message", "detail", "error", "error_message"])
        {
            if (json.TryGetProperty(name, out var value))
                return Message(value) ?? value.GetRawText();
        }

        return null;
    }
}
