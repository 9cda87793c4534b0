using System.Text.RegularExpressions;

namespace HydraBot.Speech.Synthesis.Kokoro;

/// <summary>From eSpeak's phonemes, with ties, to those that Kokoro was trained on: one letter a diphthong, none long in American. After misaki's espeak.py and EN_PHONES.md.</summary>
internal static partial class KokoroSounds
{
    /// <summary>Longest first.</summary>
    private static readonly (string Espeak, string Kokoro)[] Both =
    [
        ("ʔˌn\u0329", "tᵊn"), ("ʔn\u0329", "tᵊn"), ("ʔn", "tᵊn"), ("a^ɪ", "I"), ("a^ʊ", "W"), ("d^ʒ", "ʤ"), ("e^ɪ", "A"), ("t^ʃ", "ʧ"), ("ɔ^ɪ", "Y"), ("ə^l", "ᵊl"), ("ʲo", "jo"), ("ʲə", "jə"),
        ("ʔ", "t"), ("ʲ", ""), ("ɚ", "əɹ"), ("r", "ɹ"), ("x", "k"), ("ç", "k"), ("ɐ", "ə"), ("ɬ", "l"), ("\u0303", ""),
    ];

    private static readonly (string Espeak, string Kokoro)[] American =
    [
        ("o^ʊ", "O"), ("ɜːɹ", "ɜɹ"), ("ɜː", "ɜɹ"), ("ɪə", "iə"), ("ː", ""), ("ɾ", "T"), ("e", "A"), ("o", "ɔ"),
    ];

    private static readonly (string Espeak, string Kokoro)[] British = [("e^ə", "ɛː"), ("ᵻ", "ɪ"), ("iə", "ɪə"), ("ə^ʊ", "Q"), ("e", "A"), ("o", "ɔ")];

    public static string Of(string espeak, bool british)
    {
        var sounds = Syllabic().Replace(Replace(espeak.Trim(), Both), "ᵊ$1").Replace("\u0329", "", StringComparison.Ordinal);
        return Replace(sounds, british ? British : American).Replace("^", "", StringComparison.Ordinal);
    }

    private static string Replace(string text, (string Old, string New)[] pairs)
    {
        foreach (var (old, replacement) in pairs)
            text = text.Replace(old, replacement, StringComparison.Ordinal);
        return text;
    }

    /// <summary>A consonant that is a syllable by itself gets the small vowel before it.</summary>
    [GeneratedRegex(@"(\S)\u0329")]
    private static partial Regex Syllabic();
}
