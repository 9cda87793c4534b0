using System.Collections.Frozen;
using System.Text;
using HydraBot.Memory.Embeddings;

namespace HydraBot.Inference.Cache;

/// <summary>
/// What two questions must have in common to the letter before it is even asked whether they mean the same: numbers, names, dates, negations, what is
/// to be done, what is asked for, and all of it in the same order. No measure of likeness tells "restart db1" from "restart db2"; this does.
/// </summary>
internal static class Particulars
{
    /// <summary>Words rarer than this in English are names of something.</summary>
    private const int CommonWords = 20_000;

    private static readonly FrozenDictionary<string, string> Classes = WordClasses.All;

    /// <summary>Reads them, in order, with the words that carry the rest of the meaning.</summary>
    public static Reading Read(string text, WordVectors vectors)
    {
        var particulars = new StringBuilder();
        var words = new List<string>();
        var sequence = new List<string>();
        var (negations, directed, before) = (0, false, "");
        foreach (var token in PromptTokens.Of(text))
        {
            var lower = token.Text.ToLowerInvariant();
            directed |= WordClasses.IsDirection(lower, before);
            before = lower;
            if (WordClasses.IsNegation(lower))
            {
                negations++;
                continue;
            }

            var meaning = Classes.GetValueOrDefault(lower);
            if (token.IsExact || (meaning is null && IsName(token, lower, vectors)))
                particulars.Append(lower).Append('\u0001');
            else if (meaning is not null)
                particulars.Append(meaning).Append('\u0002');
            else if (!WordClasses.IsEmpty(lower))
                words.Add(lower);
            else
                continue;
            sequence.Add(meaning ?? lower);
        }

        particulars.Append('\u0003').Append(negations);
        return new Reading(particulars.ToString(), words, directed ? sequence : null) { Rows = [.. words.Select(vectors.Find)], Stems = [.. words.Select(Likeness.Stem)] };
    }

    /// <summary>A capital letter inside a sentence, or a word that ordinary English does not have.</summary>
    private static bool IsName(PromptToken token, string lower, WordVectors vectors) =>
        token is { IsCapital: true, BeginsSentence: false } || (vectors.Words.Count > 0 && vectors.Find(lower) is < 0 or > CommonWords && !WordClasses.IsEmpty(lower));
}

/// <summary>A question, taken apart.</summary>
/// <param name="Particulars">What must be equal.</param>
/// <param name="Words">What may be said otherwise.</param>
/// <param name="Sequence">All of it in order, where the order says which way something goes; null where it does not.</param>
internal sealed record Reading(string Particulars, IReadOnlyList<string> Words, IReadOnlyList<string>? Sequence)
{
    /// <summary>Where the vector of each word stands; -1 where there is none.</summary>
    public int[] Rows { get; init; } = [];

    /// <summary>Each word without the ending of its plural or person.</summary>
    public string[] Stems { get; init; } = [];
}
