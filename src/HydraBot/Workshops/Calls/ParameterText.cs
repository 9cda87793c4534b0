using System.Text.Json;
using HydraBot.Governance.Operations;

namespace HydraBot.Workshops.Calls;

/// <summary>Named values as people type them: <c>name=value; name=value</c> or a line each; or as programs write them, a JSON object.</summary>
internal static class ParameterText
{
    /// <exception cref="OperationException">A part is neither.</exception>
    public static Dictionary<string, string> Read(string text)
    {
        if (text.TrimStart().StartsWith('{'))
            return Object(text).EnumerateObject().ToDictionary(member => member.Name, member => member.Value.ValueKind == JsonValueKind.String ? member.Value.GetString()! : member.Value.GetRawText(), StringComparer.Ordinal);
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var part in text.Split([';', '\n'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var at = part.IndexOf('=', StringComparison.Ordinal);
            if (at < 1)
                throw OperationException.WrongArgument($"'{part}' is no parameter; they are written name=value, separated by semicolons, or as a JSON object.");
            values[part[..at].TrimEnd()] = part[(at + 1)..].TrimStart();
        }

        return values;
    }

    /// <summary>The text as a JSON object; name=value pairs become one of texts.</summary>
    public static JsonElement Object(string text)
    {
        if (!text.TrimStart().StartsWith('{'))
            return JsonSerializer.SerializeToElement(Read(text), WorkshopsJson.Default.DictionaryStringString);
        try
        {
            return JsonElement.Parse(text, new JsonDocumentOptions { AllowDuplicateProperties = false });
        }
        catch (JsonException exception)
        {
            throw OperationException.WrongArgument($"This is no JSON object: {exception.Message}", exception);
        }
    }
}
