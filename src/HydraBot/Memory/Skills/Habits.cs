using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace HydraBot.Memory.Skills;

/// <summary>Something that one person did by hand.</summary>
/// <param name="Operation">Its operation.</param>
/// <param name="Arguments">Its arguments as the record has them.</param>
/// <param name="Unknown">Those whose values the record does not hold.</param>
/// <param name="At">When.</param>
internal sealed record HandAct(string Operation, JsonElement Arguments, IReadOnlySet<string> Unknown, DateTimeOffset At);

/// <summary>
/// Finds what one person does by hand again and again: the same operations in the same order, three times or more. What differs from time to time is a
/// parameter; what changes together is one parameter.
/// </summary>
internal static partial class Habits
{
    private const int Least = 3, Shortest = 2, Longest = 8, MostFound = 3;

    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(30);

    /// <param name="acts">In the order in which they were done.</param>
    public static IReadOnlyList<SkillDefinition> Find(IReadOnlyList<HandAct> acts)
    {
        var found = new List<(string[] Operations, SkillDefinition Skill)>();
        for (var length = Longest; length >= Shortest && found.Count < MostFound; length--)
        {
            // The very same first: what is nearly the same may be another thing.
            foreach (var key in (Func<HandAct, string>[])[act => $"{act.Operation} {act.Arguments.GetRawText()}", act => act.Operation])
            {
                foreach (var times in Repeated(acts, length, key).Where(times => times.Count >= Least).OrderByDescending(times => times.Count))
                {
                    string[] operations = [.. times[0].Select(act => act.Operation)];
                    if (found.Count < MostFound && !found.Any(longer => Holds(longer.Operations, operations)) && Skill(times) is { } skill)
                        found.Add((operations, skill));
                }
            }
        }

        return [.. found.Select(one => one.Skill)];
    }

    /// <summary>Every stretch of this length that comes again, each time without overlap.</summary>
    private static IEnumerable<List<HandAct[]>> Repeated(IReadOnlyList<HandAct> acts, int length, Func<HandAct, string> key)
    {
        var times = new Dictionary<string, (List<HandAct[]> Acts, int End)>(StringComparer.Ordinal);
        for (var from = 0; from + length <= acts.Count; from++)
        {
            HandAct[] stretch = [.. acts.Skip(from).Take(length)];
            if (stretch.Zip(stretch.Skip(1)).Any(pair => pair.Second.At - pair.First.At > Pause) || stretch.Select(act => $"{act.Operation} {act.Arguments.GetRawText()}").Distinct().Count() < Shortest)
                continue;
            var name = string.Join('\n', stretch.Select(key));
            var known = times.GetValueOrDefault(name, ([], 0));
            if (from < known.End)
                continue;
            known.Acts.Add(stretch);
            times[name] = (known.Acts, from + length);
        }

        return times.Values.Select(one => one.Acts);
    }

    private static bool Holds(string[] longer, string[] shorter) =>
        Enumerable.Range(0, Math.Max(0, longer.Length - shorter.Length + 1)).Any(from => longer.AsSpan(from, shorter.Length).SequenceEqual(shorter));

    /// <summary>Null where the arguments differ in a way that no parameter can fill.</summary>
    private static SkillDefinition? Skill(List<HandAct[]> times)
    {
        var parameters = new Dictionary<string, string>(StringComparer.Ordinal);
        var steps = new List<SkillStep>();
        for (var place = 0; place < times[0].Length; place++)
        {
            HandAct[] same = [.. times.Select(acts => acts[place])];
            string[] names = [.. same[0].Arguments.EnumerateObject().Select(argument => argument.Name)];
            if (same.Any(act => !act.Arguments.EnumerateObject().Select(argument => argument.Name).SequenceEqual(names)))
                return null;
            var arguments = new JsonObject();
            foreach (var name in names)
            {
                JsonElement[] values = [.. same.Select(act => act.Arguments.GetProperty(name))];
                var isFixed = !same[0].Unknown.Contains(name) && values.All(value => JsonElement.DeepEquals(value, values[0]));
                if (isFixed ? PlaceLike().IsMatch(values[0].GetRawText()) : values.Any(value => value.ValueKind is JsonValueKind.Object or JsonValueKind.Array or JsonValueKind.Null))
                    return null;
                arguments[name] = isFixed ? JsonNode.Parse(values[0].GetRawText()) : $"{{{Parameter(parameters, name, string.Join('\n', values.Select(value => value.GetRawText())))}}}";
            }

            steps.Add(new SkillStep(same[0].Operation, JsonSerializer.SerializeToElement(arguments, MemoryJson.Default.JsonNode)));
        }

        var words = steps.SelectMany(step => step.Operation.Split('.', '_')).Distinct();
        var called = string.Join('-', words);
        return new SkillDefinition(
            called.Length > 60 ? called[..60].TrimEnd('-') : called, 0, $"You do this by hand again and again: {string.Join(", then ", steps.Select(step => step.Operation))}", [],
            [.. parameters.Values.Select(name => new SkillParameter(name, null))], steps);
    }

    /// <summary>What had the same values each time is the same parameter.</summary>
    private static string Parameter(Dictionary<string, string> parameters, string argument, string values)
    {
        if (parameters.TryGetValue(values, out var known))
            return known;
        var name = Upper().Replace(argument, letter => $"_{letter.Value}").ToLowerInvariant().Trim('_');
        var free = name;
        for (var number = 2; parameters.ContainsValue(free); number++)
            free = $"{name}_{number}";
        return parameters[values] = free;
    }

    [GeneratedRegex(@"\{[a-z][a-z0-9_]*\}")]
    private static partial Regex PlaceLike();

    [GeneratedRegex("[A-Z]")]
    private static partial Regex Upper();
}
