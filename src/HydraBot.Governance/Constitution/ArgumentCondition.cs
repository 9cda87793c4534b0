using System.Text.Json;

namespace HydraBot.Governance.Constitution;

/// <summary>A condition on one argument.</summary>
/// <param name="Name">The argument.</param>
/// <param name="Patterns">It holds when the argument, as text, fits one of them.</param>
/// <param name="Negated">True for "none of them": then it also holds when the argument is missing.</param>
public sealed record ArgumentCondition(string Name, IReadOnlyList<NamePattern> Patterns, bool Negated)
{
    /// <summary>True when the arguments fulfil it.</summary>
    public bool Holds(JsonElement arguments) => Negated != Fits(arguments);

    private bool Fits(JsonElement arguments) =>
        arguments.ValueKind == JsonValueKind.Object
        && arguments.TryGetProperty(Name, out var value)
        && Texts(value).Any(text => Patterns.Any(pattern => pattern.Matches(text)));

    private static IEnumerable<string> Texts(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Array => value.EnumerateArray().SelectMany(Texts),
        JsonValueKind.String => [value.GetString()!],
        _ => [value.GetRawText()],
    };
}
