using System.Collections.Concurrent;
using System.Text;
using HydraBot.Speech.Processes;

namespace HydraBot.Speech.Recognition;

/// <summary>
/// How words sound, in the phones of PocketSphinx's model: from its dictionary, and by flite's letter-to-sound rules for the names of containers that are in none.
/// </summary>
internal sealed class Pronunciations(string dictionary, string flite, TimeProvider time)
{
    private static readonly HashSet<string> Phones = new(
        "AA AE AH AO AW AY B CH D DH EH ER EY F G HH IH IY JH K L M N NG OW OY P R S SH T TH UH UW V W Y Z ZH".Split(' '), StringComparer.Ordinal);

    private readonly ConcurrentDictionary<string, string?> _guessed = new(StringComparer.Ordinal)
    {
        ["gpu"] = "JH IY P IY Y UW",
        ["cpu"] = "S IY P IY Y UW",
        ["jellyfin"] = "JH EH L IY F IH N",
        ["nginx"] = "EH N JH IH N EH K S",
        ["postgres"] = "P OW S T G R EH S",
    };

    /// <summary>Lines of a dictionary for these words; words that cannot be spoken are missing.</summary>
    public async Task<IReadOnlyDictionary<string, IReadOnlyList<string>>> OfAsync(IReadOnlySet<string> words, CancellationToken cancellationToken)
    {
        var found = await ReadAsync(words, cancellationToken);
        foreach (var word in words.Where(word => !found.ContainsKey(word)))
        {
            if (await GuessAsync(word, cancellationToken) is { } guessed)
                found[word] = [guessed];
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

    private async Task<string?> GuessAsync(string word, CancellationToken cancellationToken)
    {
        if (_guessed.TryGetValue(word, out var known))
            return known;
        string? guessed;
        try
        {
            var said = await ProcessCall.RunAsync(
                flite, ["-voice", "kal16", "-ps", "-t", word, "none"], default, "", time, TimeSpan.FromSeconds(5), cancellationToken);
            var phones = Encoding.ASCII.GetString(said).Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries)
                .Select(phone => phone == "ax" ? "AH" : phone.ToUpperInvariant()).Where(phone => phone != "PAU").ToList();
            guessed = phones.Count > 0 && phones.All(Phones.Contains) ? string.Join(' ', phones) : null;
        }
        catch (SpeechException)
        {
            // Without flite a name that is in no dictionary cannot be spoken to PocketSphinx; everything else can.
            guessed = null;
        }
        return _guessed[word] = guessed;
    }
}
