using System.Collections.Frozen;
using System.Text.Json;

namespace HydraBot.Speech.Synthesis.Kokoro;

/// <summary>The numbers of Kokoro's sounds and signs: from the model's own <c>tokenizer.json</c> or <c>config.json</c>, or as in version 1.0, which this knows.</summary>
internal sealed class KokoroVocabulary(FrozenDictionary<char, int> ids)
{
    /// <summary>Symbols of hexgrad/Kokoro-82M's config.json in rows: the number of the first, then those that follow it.</summary>
    private static readonly (int First, string Symbols)[] Rows =
    [
        (1, ";:,.!?"), (9, "—…\"()“” \u0303ʣʥʦʨᵝ\uAB67AI"), (31, "O"), (33, "Q"), (35, "ST"), (39, "W"), (41, "Yᵊabcdef"), (50, "hijklmnopqrstuvwxyzɑɐɒæ"), (75, "βɔɕç"),
        (80, "ɖðʤə"), (85, "ɚɛɜ"), (90, "ɟ"), (92, "ɡ"), (99, "ɥ"), (101, "ɨɪʝ"), (110, "ɯɰŋɳɲɴø"), (118, "ɸθœ"), (123, "ɹ"), (125, "ɾɻ"), (128, "ʁɽʂʃʈʧ"), (135, "ʊʋ"),
        (138, "ʌɣɤ"), (142, "χʎ"), (147, "ʒʔ"), (156, "ˈˌː"), (162, "ʰ"), (164, "ʲ"), (169, "↓"), (171, "→↗↘"), (177, "ᵻ"),
    ];

    public static KokoroVocabulary Usual { get; } = new(Rows
        .SelectMany(row => row.Symbols.Select((symbol, index) => KeyValuePair.Create(symbol, row.First + index))).ToFrozenDictionary());

    /// <summary>The model's own, where its folder has one.</summary>
    /// <exception cref="SpeechException">A file is there and has none.</exception>
    public static KokoroVocabulary Read(string folder)
    {
        foreach (var (name, path) in new[] { ("tokenizer.json", new[] { "model", "vocab" }), ("config.json", ["vocab"]) })
        {
            if (Read(Path.Combine(folder, name), path) is { } found)
                return found;
        }
        return Usual;
    }

    /// <summary>The numbers of what is known; the rest is left out.</summary>
    public IEnumerable<long> Ids(IEnumerable<char> sounds) => sounds.Where(ids.ContainsKey).Select(sound => (long)ids[sound]);

    private static KokoroVocabulary? Read(string file, string[] path)
    {
        if (!File.Exists(file))
            return null;
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(file));
            var vocabulary = json.RootElement;
            foreach (var name in path)
            {
                // Not every config.json has one: that of transformers.js says no more than the kind of model.
                if (!vocabulary.TryGetProperty(name, out vocabulary))
                    return null;
            }
            return new KokoroVocabulary(vocabulary.EnumerateObject().Where(symbol => symbol.Name.Length == 1)
                .ToFrozenDictionary(symbol => symbol.Name[0], symbol => symbol.Value.GetInt32()));
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or FormatException)
        {
            throw new SpeechException($"{file} is no vocabulary of sounds: {exception.Message}", exception);
        }
    }
}
