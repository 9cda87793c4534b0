namespace HydraBot.Speech.Recognition;

/// <summary>A grammar as files that PocketSphinx reads, with a dictionary of its words alone: that loads in a tenth of the time of the whole.</summary>
/// <param name="Digest">Which grammar.</param>
/// <param name="File">The graph of its words.</param>
/// <param name="Dictionary">The dictionary.</param>
/// <param name="Control">The list of what to recognise: standard input.</param>
/// <param name="Others">Words that are in no phrase.</param>
/// <param name="Phones">How many phones each word has.</param>
internal sealed record CompiledGrammar(
    string Digest, string File, string Dictionary, string Control, IReadOnlySet<string> Others, IReadOnlyDictionary<string, int> Phones)
{
    /// <summary>Shorter words fit in anywhere, and would break real phrases up.</summary>
    private const int LeastPhones = 4;

    public static async Task<CompiledGrammar> WriteAsync(
        SpokenGrammar grammar, string digest, string folder, Pronunciations pronunciations, CancellationToken cancellationToken)
    {
        var wanted = grammar.Words;
        var candidates = OtherWords.All.Where(word => !wanted.Contains(word)).ToHashSet(StringComparer.Ordinal);
        var sounds = await pronunciations.OfAsync(new HashSet<string>(wanted.Concat(candidates), StringComparer.Ordinal), grammar.Names, cancellationToken);
        // A word that sounds like one of the grammar's would take its place.
        var taken = wanted.Where(sounds.ContainsKey).SelectMany(word => sounds[word]).ToHashSet(StringComparer.Ordinal);
        var others = candidates.Where(word => sounds.TryGetValue(word, out var lines) && CountPhones(lines[0]) >= LeastPhones && !lines.Any(taken.Contains)).ToHashSet(StringComparer.Ordinal);
        var speakable = Speakable(grammar, sounds);
        var compiled = new CompiledGrammar(
            digest, Path.Combine(folder, $"{digest}.fsg"), Path.Combine(folder, $"{digest}.dict"), Path.Combine(folder, "stdin.ctl"), others,
            sounds.ToDictionary(pair => pair.Key, pair => CountPhones(pair.Value[0]), StringComparer.Ordinal));
        var used = speakable.Words;
        await System.IO.File.WriteAllTextAsync(compiled.File, WordGraph.Write(speakable, others), cancellationToken);
        await System.IO.File.WriteAllLinesAsync(
            compiled.Dictionary,
            used.Concat(others).Order(StringComparer.Ordinal).SelectMany(word => sounds[word].Select((phones, index) => index == 0 ? $"{word} {phones}" : $"{word}({index + 1}) {phones}")),
            cancellationToken);
        await System.IO.File.WriteAllTextAsync(compiled.Control, "stdin\n", cancellationToken);
        return compiled;
    }

    private static int CountPhones(string phones) => phones.Count(character => character == ' ') + 1;

    /// <summary>Without what no dictionary can say: PocketSphinx refuses a grammar with one unknown word as a whole.</summary>
    private static SpokenGrammar Speakable(SpokenGrammar grammar, IReadOnlyDictionary<string, IReadOnlyList<string>> sounds)
    {
        bool Can(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries) is { Length: > 0 } words && words.All(sounds.ContainsKey);
        var phrases = new List<IReadOnlyList<GrammarPart>>();
        foreach (var phrase in grammar.Phrases)
        {
            var parts = phrase.Where(part => part is not GrammarPart.Maybe || part.Texts.All(Can))
                .Select(part => part is GrammarPart.OneOf list ? new GrammarPart.OneOf([.. list.Values.Where(Can)]) : part).ToList();
            if (parts.Count > 0 && parts.All(part => part.Texts.Count > 0 && part.Texts.All(Can)))
                phrases.Add(parts);
        }
        return phrases.Count > 0
            ? new SpokenGrammar(phrases, [.. grammar.Prefixes.Where(Can)])
            : throw new SpeechException("Not one phrase of the grammar can be pronounced.");
    }
}
