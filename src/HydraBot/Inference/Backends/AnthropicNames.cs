using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using HydraBot.Inference.Pipeline;

namespace HydraBot.Inference.Backends;

/// <summary>
/// The names of a request's tools as Anthropic takes them (<c>^[a-zA-Z0-9_-]{1,128}$</c>), and back: read from the request alone, so that the answer, or the
/// next turn, finds the same ones.
/// </summary>
internal sealed partial class AnthropicNames
{
    private const int Longest = 128;

    private readonly Dictionary<string, string> _told = new(StringComparer.Ordinal), _own = new(StringComparer.Ordinal);

    /// <summary>What the caller offers; what was only called before, where it offers nothing now.</summary>
    public static AnthropicNames Of(JsonObject asked)
    {
        var names = new AnthropicNames();
        foreach (var name in Functions(asked["tools"]).Concat((asked["messages"] as JsonArray ?? []).OfType<JsonObject>().SelectMany(message => Functions(message["tool_calls"]))))
            names.Add(name);
        return names;
    }

    /// <summary>All of them, as Anthropic takes them.</summary>
    public IEnumerable<string> Told => _told.Values;

    /// <summary>The name for Anthropic.</summary>
    public string Tell(string own) => _told.GetValueOrDefault(own, own);

    /// <summary>The caller's own name.</summary>
    public string Own(string told) => _own.GetValueOrDefault(told, told);

    /// <summary>An id of a call that another backend gave, in the letters that Anthropic allows.</summary>
    public static string Id(string id) => Odd().Replace(id, "_");

    private void Add(string own)
    {
        if (_told.ContainsKey(own))
            return;
        var plain = Odd().Replace(own, "_");
        plain = plain.Length <= Longest ? plain : plain[..Longest];
        var told = plain;
        // "a.b" and "a_b" are two tools.
        for (var number = 2; !_own.TryAdd(told, own); number++)
            told = $"{plain[..Math.Min(plain.Length, Longest - 4)]}_{number}";
        _told[own] = told;
    }

    private static IEnumerable<string> Functions(JsonNode? list) =>
        (list as JsonArray ?? []).OfType<JsonObject>().Select(one => JsonText.Of(one["function"]?["name"])).OfType<string>();

    [GeneratedRegex("[^a-zA-Z0-9_-]")]
    private static partial Regex Odd();
}
