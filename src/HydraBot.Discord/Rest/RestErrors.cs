using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;

namespace HydraBot.Discord.Rest;

/// <summary>Makes an exception of an error answer. https://discord.com/developers/docs/reference#error-messages</summary>
internal static class RestErrors
{
    private const int LongestBody = 8_000;
    private const int LongestReason = 300;
    private const int DeepestPath = 64;

    public static DiscordRestException Read(RestRoute route, HttpStatusCode status, string? reasonPhrase, string body, int attempts)
    {
        var errors = new List<FieldError>();
        var (code, reason) = ReadBody(body, errors);
        var kept = body.Length > LongestBody ? body[..LongestBody] : body;
        return new DiscordRestException(Sentence(route, status, reasonPhrase, code, reason, errors), status, code, reason, errors, kept, attempts);
    }

    private static string Sentence(RestRoute route, HttpStatusCode status, string? reasonPhrase, int code, string? reason, List<FieldError> errors)
    {
        var text = new StringBuilder($"{route}: {(int)status} {reasonPhrase ?? status.ToString()}");
        if (code != 0)
            text.Append(CultureInfo.InvariantCulture, $", Discord code {code}");
        if (reason is not null)
            text.Append(CultureInfo.InvariantCulture, $" ({Line(reason)})");
        for (var i = 0; i < errors.Count; i++)
            text.Append(i == 0 ? ": " : "; ").Append(Line(errors[i].ToString()));
        return text.ToString();
    }

    private static string Line(string text)
    {
        var line = text.ReplaceLineEndings(" ");
        return line.Length > LongestReason ? line[..LongestReason] + "..." : line;
    }

    private static (int Code, string? Reason) ReadBody(string body, List<FieldError> errors)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object)
                return default;
            if (root.TryGetProperty("errors", out var tree))
                Flatten(tree, "", errors, 0);
            var code = root.TryGetProperty("code", out var number) && number.ValueKind == JsonValueKind.Number && number.TryGetInt32(out var value) ? value : 0;
            return (code, Text(root, "message"));
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // A proxy's page instead of Discord's answer, or half a surrogate pair, which is JSON but no text: status and body say what there is to say.
            return default;
        }
    }

    private static void Flatten(JsonElement node, string path, List<FieldError> errors, int depth)
    {
        if (node.ValueKind != JsonValueKind.Object || depth > DeepestPath)
            return;
        foreach (var property in node.EnumerateObject())
        {
            if (property.NameEquals("_errors"))
                AddAll(property.Value, path, errors);
            else
                Flatten(property.Value, Join(path, property.Name), errors, depth + 1);
        }
    }

    private static void AddAll(JsonElement list, string path, List<FieldError> errors)
    {
        if (list.ValueKind != JsonValueKind.Array)
            return;
        foreach (var error in list.EnumerateArray())
        {
            if (error.ValueKind == JsonValueKind.Object)
                errors.Add(new FieldError(path, Text(error, "code") ?? "", Text(error, "message") ?? ""));
        }
    }

    private static string Join(string path, string name) =>
        int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out _) ? $"{path}[{name}]" : path.Length == 0 ? name : $"{path}.{name}";

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
