using System.Text.Json;

namespace HydraBot.Governance.Operations;

/// <summary>
/// Finds JSON that two readers may read differently: names given twice, and text that is no Unicode. What the law judges must be
/// what runs, so such arguments are refused.
/// </summary>
internal static class SoundJson
{
    /// <summary>What is wrong, in a sentence; null when nothing is.</summary>
    public static string? Problem(JsonElement value) => Problem(value, "");

    private static string? Problem(JsonElement value, string path) => value.ValueKind switch
    {
        JsonValueKind.Object => Names(value, path) ?? value.EnumerateObject()
            .Select(property => Problem(property.Value, path.Length == 0 ? property.Name : $"{path}.{property.Name}"))
            .FirstOrDefault(problem => problem is not null),
        JsonValueKind.Array => value.EnumerateArray()
            .Select((item, index) => Problem(item, $"{path}[{index}]"))
            .FirstOrDefault(problem => problem is not null),
        JsonValueKind.String when Text(() => value.GetString()) is null =>
            $"The argument '{path}' holds half a surrogate pair, which is no text.",
        _ => null,
    };

    private static string? Names(JsonElement value, string path)
    {
        var known = new HashSet<string>(StringComparer.Ordinal);
        foreach (var property in value.EnumerateObject())
        {
            if (Text(() => property.Name) is not { } name)
                return "The name of an argument holds half a surrogate pair, which is no text.";
            if (!known.Add(name))
                return $"The argument '{(path.Length == 0 ? name : $"{path}.{name}")}' is given twice.";
        }

        return null;
    }

    private static string? Text(Func<string?> read)
    {
        try
        {
            return read();
        }
        // Stryker disable once Block : the same.
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
