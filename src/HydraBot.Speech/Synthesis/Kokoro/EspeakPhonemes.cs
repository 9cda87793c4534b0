using System.Text;
using System.Text.RegularExpressions;
using HydraBot.Speech.Processes;

namespace HydraBot.Speech.Synthesis.Kokoro;

/// <summary>
/// The sounds of a sentence, by eSpeak NG as a process: it is under the GPL, and never linked. It drops punctuation, by which Kokoro breathes; so it is asked line by line for what
/// stands between the signs, and these are put back.
/// </summary>
internal sealed partial class EspeakPhonemes(string program, TimeProvider time, TimeSpan limit)
{
    private const string HowToGet = "Kokoro needs it for the sounds of words. Debian and Ubuntu: apt-get install espeak-ng.";

    /// <exception cref="SpeechException">The program is missing or failed.</exception>
    public async Task<string> OfAsync(string sentence, bool british, CancellationToken cancellationToken)
    {
        var pieces = Pieces().Matches(sentence).Select(match => (Words: match.Groups[1].Value.Trim(), Sign: match.Groups[2].Value)).ToList();
        var spoken = pieces.Where(piece => piece.Words.Any(char.IsLetterOrDigit)).Select(piece => piece.Words).ToList();
        var lines = new Queue<string>(spoken.Count == 0 ? [] : await AskAsync(spoken, british, cancellationToken));
        var sounds = new StringBuilder();
        foreach (var (words, sign) in pieces)
        {
            if (words.Any(char.IsLetterOrDigit))
                sounds.Append(sounds.Length > 0 ? " " : "").Append(KokoroSounds.Of(lines.Dequeue(), british));
            if (sounds.Length > 0)
                sounds.Append(sign);
        }
        return sounds.ToString().Trim();
    }

    private async Task<IReadOnlyList<string>> AskAsync(List<string> pieces, bool british, CancellationToken cancellationToken)
    {
        var lines = await RunAsync(string.Join('\n', pieces), british, cancellationToken);
        if (lines.Length == pieces.Count)
            return lines;
        // It saw the end of a clause where none was: then one at a time.
        var each = new List<string>();
        foreach (var piece in pieces)
            each.Add(string.Join(' ', await RunAsync(piece, british, cancellationToken)));
        return each;
    }

    private async Task<string[]> RunAsync(string lines, bool british, CancellationToken cancellationToken)
    {
        var output = await ProcessCall.RunAsync(
            program, ["-q", "--ipa", "--tie=^", "-v", british ? "en-gb" : "en-us", "--stdin"], Encoding.UTF8.GetBytes($"{lines}\n"), HowToGet, time, limit, cancellationToken);
        return Encoding.UTF8.GetString(output).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
    }

    /// <summary>Words, and the sign that ends them.</summary>
    [GeneratedRegex("([^.,!?;:…—()\"“”\n]*)([.,!?;:…—()\"“”\n]|$)")]
    private static partial Regex Pieces();
}
