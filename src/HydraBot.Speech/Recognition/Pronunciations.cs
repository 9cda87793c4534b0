using System.Collections.Concurrent;
using System.Text;
using HydraBot.Speech.Processes;

namespace HydraBot.Speech.Recognition;

/// <summary>
/// How words sound, in the phones of PocketSphinx's model: from its dictionary, and for names also by the rules of flite and of eSpeak NG, which often differ as people do
/// ("traffic", "tree-fik"), and whose voices people hear say them.
/// </summary>
internal sealed class Pronunciations(string dictionary, string flite, string espeak, TimeProvider time)
{
    private static readonly HashSet<string> Phones = new(
        "AA AE AH AO AW AY B CH D DH EH ER EY F G HH IH IY JH K L M N NG OW OY P R S SH T TH UH UW V W Y Z ZH".Split(' '), StringComparer.Ordinal);

    private readonly ConcurrentDictionary<string, IReadOnlyList<string>> _guessed = new(StringComparer.Ordinal)
    {
        ["gpu"] = ["JH IY P IY Y UW"],
        ["cpu"] = ["S IY P IY Y UW"],
        ["jellyfin"] = ["JH EH L IY F IH N"],
        ["nginx"] = ["EH N JH IH N EH K S"],
        ["postgres"] = ["P OW S T G R EH S"],
    };

    /// <summary>Lines of a dictionary for these words, some of which are names; words that cannot be spoken are missing.</summary>
    public async Task<IReadOnlyDictionary<string, IReadOnlyList<string>>> OfAsync(IReadOnlySet<string> words, IReadOnlySet<string> names, CancellationToken cancellationToken)
    {
        var found = await ReadAsync(words, cancellationToken);
        foreach (var word in words.Where(word => names.Contains(word) || !found.ContainsKey(word)))
        {
            if (await GuessAsync(word, cancellationToken) is { Count: > 0 } guessed)
                found[word] = [.. found.GetValueOrDefault(word, []).Union(guessed, StringComparer.Ordinal)];
        }
        return found.ToDictionary(pair => pair.Key, pair => (IReadOnlyList<string>)pair.Value, StringComparer.Ordinal);
    }

    private async Task<Dictionary<string, List<string>>> ReadAsync(IReadOnlySet<string> words, CancellationToken cancellationToken)
    {
        var found = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        await foreach (var line in File.ReadLinesAsync(dictionary, cancellationToken))
        {
            var space = line.IndexOf(' ', StringComparison.Ordinal);
            if (space <= 0)
                continue;
            var word = line[..space];
            if (word.IndexOf('(', StringComparison.Ordinal) is > 0 and var variant)
                word = word[..variant];
            if (!words.Contains(word))
                continue;
            if (!found.TryGetValue(word, out var lines))
                found.Add(word, lines = []);
            lines.Add(line[(space + 1)..].Trim());
        }
        return found;
    }

    private async Task<IReadOnlyList<string>> GuessAsync(string word, CancellationToken cancellationToken)
    {
        if (_guessed.TryGetValue(word, out var known))
            return known;
        var byFlite = await AskAsync(flite, ["-voice", "kal16", "-ps", "-t", word, "none"], cancellationToken) is { } said ? OfFlite(said) : null;
        var byEspeak = await AskAsync(espeak, ["-q", "--ipa", "-v", "en-us", word], cancellationToken) is { } written ? EspeakSounds.Phones(written) : null;
        return _guessed[word] = [.. new[] { byFlite, byEspeak }.OfType<string>().Distinct(StringComparer.Ordinal)];
    }

    private static string? OfFlite(string said)
    {
        var phones = said.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries)
            .Select(phone => phone == "ax" ? "AH" : phone.ToUpperInvariant()).Where(phone => phone != "PAU").ToList();
        return phones.Count > 0 && phones.All(Phones.Contains) ? string.Join(' ', phones) : null;
    }

    /// <summary>Null where the program is missing or failed: without both, a name that is in no dictionary cannot be spoken to PocketSphinx; everything else can.</summary>
    private async Task<string?> AskAsync(string program, IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        try
        {
            return Encoding.UTF8.GetString(await ProcessCall.RunAsync(program, arguments, default, "", time, TimeSpan.FromSeconds(5), cancellationToken));
        }
        catch (SpeechException)
        {
            return null;
        }
    }
}
