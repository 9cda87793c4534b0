namespace HydraBot.Speech.Recognition;

/// <summary>From the phonemes that eSpeak NG writes for American English (IPA) to those of PocketSphinx's model (ARPAbet).</summary>
internal static class EspeakSounds
{
    private static readonly (string Written, string Phone)[] Known =
    [
        ("tʃ", "CH"), ("dʒ", "JH"), ("eɪ", "EY"), ("aɪ", "AY"), ("ɔɪ", "OY"), ("aʊ", "AW"), ("oʊ", "OW"), ("n̩", "N"),
        ("i", "IY"), ("ɪ", "IH"), ("ᵻ", "IH"), ("ɛ", "EH"), ("e", "EH"), ("æ", "AE"), ("a", "AE"), ("ɑ", "AA"), ("ɒ", "AA"), ("ɔ", "AO"), ("o", "OW"), ("ʊ", "UH"), ("u", "UW"), ("ʌ", "AH"),
        ("ə", "AH"), ("ɐ", "AH"), ("ɚ", "ER"), ("ɜ", "ER"),
        ("p", "P"), ("b", "B"), ("t", "T"), ("ɾ", "T"), ("ʔ", "T"), ("d", "D"), ("k", "K"), ("x", "K"), ("ɡ", "G"), ("g", "G"), ("f", "F"), ("v", "V"), ("θ", "TH"), ("ð", "DH"), ("s", "S"), ("z", "Z"),
        ("ʃ", "SH"), ("ʒ", "ZH"), ("h", "HH"), ("m", "M"), ("n", "N"), ("ŋ", "NG"), ("l", "L"), ("ɫ", "L"), ("ɹ", "R"), ("r", "R"), ("j", "Y"), ("w", "W"),
    ];

    /// <summary>Signs of stress, length and ties, which PocketSphinx's model has no use for.</summary>
    private const string Ignored = "ˈˌː‍͡ \n\r";

    /// <summary>Null where something in it is no English sound.</summary>
    public static string? Phones(string written)
    {
        var phones = new List<string>();
        for (var at = 0; at < written.Length;)
        {
            if (Ignored.Contains(written[at], StringComparison.Ordinal))
            {
                at++;
                continue;
            }
            var (sign, phone) = Known.FirstOrDefault(known => written.AsSpan(at).StartsWith(known.Written, StringComparison.Ordinal));
            if (phone is null)
                return null;
            phones.Add(phone);
            at += sign.Length;
        }
        return phones.Count == 0 ? null : string.Join(' ', phones);
    }
}
