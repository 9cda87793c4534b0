using HydraBot.Hosting.Tuning;

namespace HydraBot.Improvement.Search;

/// <summary>Makes a new variant of known ones: a step, a leap, a piece of another one, or back to how it was built.</summary>
internal static class Mutation
{
    /// <summary>Changes one to three of these tunables of a variant.</summary>
    /// <param name="random">Of the search.</param>
    /// <param name="tunables">Those that may change.</param>
    /// <param name="parent">What it is made of.</param>
    /// <param name="other">Another variant, to take something from.</param>
    public static TuningSnapshot Of(Random random, IReadOnlyList<Tunable> tunables, TuningSnapshot parent, TuningSnapshot other)
    {
        var changes = new Dictionary<string, TuningValue>(StringComparer.Ordinal);
        for (var count = 1 + (int)(random.NextDouble() * random.NextDouble() * 3); count > 0; count--)
        {
            var tunable = tunables[random.Next(tunables.Count)];
            changes[tunable.Name] = random.Next(5) switch
            {
                0 => tunable.Default,
                1 => other[tunable],
                _ when tunable.IsText => Rewritten(random, tunable, parent[tunable].Text!),
                _ when !tunable.IsNumber => TuningValue.Of(tunable.Choices[random.Next(tunable.Choices.Count)]),
                2 => Number(tunable, tunable.Least + (random.NextDouble() * (tunable.Most - tunable.Least))),
                _ => Number(tunable, parent.Number(tunable) + (Gaussian(random) * Math.Max(parent.Number(tunable) * 0.3, (tunable.Most - tunable.Least) * 0.1))),
            };
        }

        return parent.With(parent.Version, changes);
    }

    private static TuningValue Number(Tunable tunable, double wanted)
    {
        var inside = Math.Clamp(wanted, tunable.Least, tunable.Most);
        return TuningValue.Of(tunable.Whole ? Math.Round(inside) : Math.Round(inside, 3));
    }

    /// <summary>A sentence more, or one less; the sentences are the room's own, so that nothing is made up.</summary>
    private static TuningValue Rewritten(Random random, Tunable tunable, string text)
    {
        if (tunable.Choices.Count == 0)
            return tunable.Default;
        var piece = tunable.Choices[random.Next(tunable.Choices.Count)];
        var next = text.Contains(piece, StringComparison.Ordinal) ? text.Replace(piece, "", StringComparison.Ordinal).Trim() : $"{text.TrimEnd()}\n{piece}";
        return string.IsNullOrWhiteSpace(next) || next.Length > tunable.MostCharacters ? tunable.Default : TuningValue.Of(next);
    }

    private static double Gaussian(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
