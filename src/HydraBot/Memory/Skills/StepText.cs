using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using HydraBot.Governance.Operations;

namespace HydraBot.Memory.Skills;

/// <summary>Reads operations with arguments as people write them, one after the other: <c>container.restart {"container": "jellyfin"}</c>. List marks and backticks are no matter.</summary>
internal static partial class StepText
{
    private static readonly JsonElement NoArguments = JsonElement.Parse("{}");

    /// <exception cref="OperationException">Something in it is no step; which.</exception>
    public static IReadOnlyList<SkillStep> ReadAll(string text)
    {
        var steps = new List<SkillStep>();
        for (var at = Skip(text, 0); at < text.Length; at = Skip(text, at))
            steps.Add(Read(text, ref at) ?? throw Wrong(steps.Count + 1, text, at));
        return steps;
    }

    /// <summary>One step from <paramref name="at"/> on, which is moved behind it; null when none begins there.</summary>
    /// <exception cref="OperationException">Its arguments are no JSON object.</exception>
    public static SkillStep? Read(string text, ref int at)
    {
        if (Name().Match(text, at) is not { Success: true } name)
            return null;
        at = name.Index + name.Length;
        var open = at;
        while (open < text.Length && char.IsWhiteSpace(text[open]))
            open++;
        if (open == text.Length || text[open] != '{')
            return new SkillStep(name.Value, NoArguments);
        try
        {
            var bytes = Encoding.UTF8.GetBytes(text[open..]);
            var reader = new Utf8JsonReader(bytes);
            var arguments = JsonElement.ParseValue(ref reader);
            at = open + Encoding.UTF8.GetCharCount(bytes.AsSpan(0, (int)reader.BytesConsumed));
            return new SkillStep(name.Value, arguments);
        }
        catch (JsonException exception)
        {
            throw OperationException.WrongArgument($"What follows '{name.Value}' is no JSON object; written is {name.Value} {{\"argument\": \"value\"}}.", exception);
        }
    }

    private static int Skip(string text, int at) => Between().Match(text, at) is { Success: true } between ? between.Index + between.Length : at;

    private static OperationException Wrong(int place, string text, int at)
    {
        var there = text[at..Math.Min(text.Length, at + 40)].ReplaceLineEndings(" ");
        return new OperationException($"Step {place} cannot be read at '{there}'; written is an operation and its arguments, such as container.restart {{\"container\": \"jellyfin\"}}.");
    }

    [GeneratedRegex(@"\G[a-z][a-z0-9]*(?:\.[a-z][a-z0-9_]*)*(?![\w.])")]
    private static partial Regex Name();

    [GeneratedRegex(@"\G(?:[\s;,`*-]|\d{1,3}[.)](?=\s))*")]
    private static partial Regex Between();
}
