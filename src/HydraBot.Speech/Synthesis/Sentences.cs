namespace HydraBot.Speech.Synthesis;

/// <summary>Cuts text where a speaker breathes, so that the first words are heard while the rest is still made. The first piece is kept short.</summary>
internal static class Sentences
{
    private const int MostFirst = 120;
    private const int MostOther = 300;

    private static readonly HashSet<string> Abbreviations = new(StringComparer.OrdinalIgnoreCase)
    {
        "mr", "mrs", "ms", "dr", "prof", "st", "vs", "etc", "e.g", "i.e", "approx", "no", "inc", "ltd", "jr", "sr", "min", "max",
    };

    public static IEnumerable<string> Split(string text)
    {
        var first = true;
        foreach (var sentence in AtEnds(text))
        {
            foreach (var piece in Shorten(sentence, first ? MostFirst : MostOther))
            {
                yield return piece;
                first = false;
            }
        }
    }

    private static IEnumerable<string> AtEnds(string text)
    {
        var from = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] is not ('.' or '!' or '?' or '\n' or ';') || (i + 1 < text.Length && !char.IsWhiteSpace(text[i + 1]) && text[i] != '\n'))
                continue;
            if (text[i] == '.' && Abbreviations.Contains(WordBefore(text, i)))
                continue;
            if (text[from..(i + 1)].Trim() is { Length: > 0 } sentence)
                yield return sentence;
            from = i + 1;
        }
        if (text[from..].Trim() is { Length: > 0 } rest)
            yield return rest;
    }

    private static string WordBefore(string text, int end)
    {
        var start = end;
        while (start > 0 && !char.IsWhiteSpace(text[start - 1]))
            start--;
        var word = text[start..end];
        // An initial, as in "J. Smith".
        return word is [>= 'A' and <= 'Z'] && end + 1 < text.Length ? "mr" : word;
    }

    private static IEnumerable<string> Shorten(string sentence, int most)
    {
        while (sentence.Length > most)
        {
            var cut = sentence.LastIndexOfAny([',', ':', ')'], most - 1);
            if (cut < most / 3)
                cut = sentence.LastIndexOf(' ', most - 1);
            if (cut <= 0)
                cut = most - 1;
            yield return sentence[..(cut + 1)].Trim();
            sentence = sentence[(cut + 1)..].Trim();
            most = MostOther;
        }
        if (sentence.Length > 0)
            yield return sentence;
    }
}
