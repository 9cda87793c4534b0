namespace HydraBot.Memory.Language;

/// <summary>Takes the endings off English words, so that "restarted" finds "restarts".</summary>
/// <remarks>The English (Porter2) algorithm of https://snowballstem.org/algorithms/english/stemmer.html, in ASCII.</remarks>
internal static class EnglishStemmer
{
    private const int Longest = 64;

    private static readonly Dictionary<string, string> Exceptions = new(StringComparer.Ordinal)
    {
        ["skis"] = "ski",
        ["skies"] = "sky",
        ["dying"] = "die",
        ["lying"] = "lie",
        ["tying"] = "tie",
        ["idly"] = "idl",
        ["gently"] = "gentl",
        ["ugly"] = "ugli",
        ["early"] = "earli",
        ["only"] = "onli",
        ["singly"] = "singl",
        ["sky"] = "sky",
        ["news"] = "news",
        ["howe"] = "howe",
        ["atlas"] = "atlas",
        ["cosmos"] = "cosmos",
        ["bias"] = "bias",
        ["andes"] = "andes",
    };

    private static readonly (string Ending, string By)[] Step2 =
    [
        ("ational", "ate"), ("ization", "ize"), ("fulness", "ful"), ("ousness", "ous"), ("iveness", "ive"), ("tional", "tion"), ("biliti", "ble"),
        ("lessli", "less"), ("entli", "ent"), ("ation", "ate"), ("alism", "al"), ("aliti", "al"), ("ousli", "ous"), ("iviti", "ive"), ("fulli", "ful"),
        ("enci", "ence"), ("anci", "ance"), ("abli", "able"), ("izer", "ize"), ("ator", "ate"), ("alli", "al"), ("bli", "ble"),
    ];

    private static readonly (string Ending, string By)[] Step3 =
    [
        ("ational", "ate"), ("tional", "tion"), ("alize", "al"), ("icate", "ic"), ("iciti", "ic"), ("ative", ""), ("ical", "ic"), ("ness", ""), ("ful", ""),
    ];

    private static readonly string[] Step4 =
    [
        "ement", "ance", "ence", "able", "ible", "ment", "ant", "ent", "ism", "ate", "iti", "ous", "ive", "ize", "ion", "al", "er", "ic",
    ];

    private static readonly string[] Unchanged = ["inning", "outing", "canning", "herring", "earring", "proceed", "exceed", "succeed"];

    /// <summary>The stem of a lower-case word without apostrophes; anything that is no plain English word comes back as it is.</summary>
    public static string Stem(string word)
    {
        if (word.Length is <= 2 or > Longest || !word.All(char.IsAsciiLetterLower))
            return word;
        if (Exceptions.TryGetValue(word, out var known))
            return known;

        Span<char> text = stackalloc char[Longest + 2];
        word.CopyTo(text);
        var length = word.Length;
        MarkConsonantY(text[..length]);
        var (first, second) = Regions(text[..length]);

        Step1A(text, ref length);
        if (Unchanged.Contains(new string(text[..length]), StringComparer.Ordinal))
            return new string(text[..length]);
        Step1B(text, ref length, first);
        if (length > 2 && text[length - 1] is 'y' or 'Y' && !IsVowel(text[length - 2]) && length - 1 > 1)
            text[length - 1] = 'i';
        ApplyStep2(text, ref length, first);
        ApplyStep3(text, ref length, first, second);
        ApplyStep4(text, ref length, second);
        Step5(text, ref length, first, second);
        for (var at = 0; at < length; at++)
        {
            if (text[at] == 'Y')
                text[at] = 'y';
        }

        return new string(text[..length]);
    }

    private static bool IsVowel(char c) => c is 'a' or 'e' or 'i' or 'o' or 'u' or 'y';

    private static void MarkConsonantY(Span<char> text)
    {
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] == 'y' && (at == 0 || IsVowel(text[at - 1])))
                text[at] = 'Y';
        }
    }

    /// <summary>R1 and R2: what follows the first consonant after a vowel, and the same again inside of that.</summary>
    private static (int First, int Second) Regions(ReadOnlySpan<char> text)
    {
        var first = text.StartsWith("gener") || text.StartsWith("arsen") ? 5 : text.StartsWith("commun") ? 6 : After(text, 0);
        return (first, After(text, first));
    }

    private static int After(ReadOnlySpan<char> text, int from)
    {
        for (var at = from + 1; at < text.Length; at++)
        {
            if (!IsVowel(text[at]) && IsVowel(text[at - 1]))
                return at + 1;
        }

        return text.Length;
    }

    private static bool Ends(ReadOnlySpan<char> text, int length, ReadOnlySpan<char> ending) => text[..length].EndsWith(ending);

    private static bool HasVowel(ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            if (IsVowel(c))
                return true;
        }

        return false;
    }

    private static void Step1A(Span<char> text, ref int length)
    {
        if (Ends(text, length, "sses"))
            length -= 2;
        else if (Ends(text, length, "ied") || Ends(text, length, "ies"))
            length -= length > 4 ? 2 : 1;
        else if (Ends(text, length, "us") || Ends(text, length, "ss"))
            return;
        else if (text[length - 1] == 's' && length > 2 && HasVowel(text[..(length - 2)]))
            length--;
    }

    private static void Step1B(Span<char> text, ref int length, int first)
    {
        if (Ends(text, length, "eedly") || Ends(text, length, "eed"))
        {
            var end = Ends(text, length, "eedly") ? 5 : 3;
            if (length - end >= first)
                length -= end - 2;
            return;
        }

        foreach (var ending in (ReadOnlySpan<string>)["ingly", "edly", "ing", "ed"])
        {
            if (!Ends(text, length, ending))
                continue;
            if (!HasVowel(text[..(length - ending.Length)]))
                return;
            length -= ending.Length;
            if (Ends(text, length, "at") || Ends(text, length, "bl") || Ends(text, length, "iz") || IsShort(text[..length], first))
                text[length++] = 'e';
            else if (IsDouble(text[..length]))
                length--;
            return;
        }
    }

    private static bool IsDouble(ReadOnlySpan<char> text) =>
        text.Length >= 2 && text[^1] == text[^2] && text[^1] is 'b' or 'd' or 'f' or 'g' or 'm' or 'n' or 'p' or 'r' or 't';

    private static bool IsShort(ReadOnlySpan<char> text, int first) => first >= text.Length && EndsShort(text);

    private static bool EndsShort(ReadOnlySpan<char> text) => text.Length switch
    {
        2 => IsVowel(text[0]) && !IsVowel(text[1]),
        > 2 => !IsVowel(text[^3]) && IsVowel(text[^2]) && !IsVowel(text[^1]) && text[^1] is not ('w' or 'x' or 'Y'),
        _ => false,
    };

    private static void ApplyStep2(Span<char> text, ref int length, int first)
    {
        foreach (var (ending, by) in Step2)
        {
            if (!Ends(text, length, ending))
                continue;
            if (length - ending.Length >= first)
                Replace(text, ref length, ending.Length, by);
            return;
        }

        if (Ends(text, length, "ogi") && length - 3 >= first && length > 3 && text[length - 4] == 'l')
            length--;
        else if (Ends(text, length, "li") && length - 2 >= first && length > 2 && text[length - 3] is 'c' or 'd' or 'e' or 'g' or 'h' or 'k' or 'm' or 'n' or 'r' or 't')
            length -= 2;
    }

    private static void ApplyStep3(Span<char> text, ref int length, int first, int second)
    {
        foreach (var (ending, by) in Step3)
        {
            if (!Ends(text, length, ending))
                continue;
            if (length - ending.Length >= (ending == "ative" ? second : first))
                Replace(text, ref length, ending.Length, by);
            return;
        }
    }

    private static void ApplyStep4(Span<char> text, ref int length, int second)
    {
        foreach (var ending in Step4)
        {
            if (!Ends(text, length, ending))
                continue;
            if (length - ending.Length >= second && (ending != "ion" || (length > 3 && text[length - 4] is 's' or 't')))
                length -= ending.Length;
            return;
        }
    }

    private static void Step5(Span<char> text, ref int length, int first, int second)
    {
        if (length == 0)
            return;
        if (text[length - 1] == 'e' && (length - 1 >= second || (length - 1 >= first && !EndsShort(text[..(length - 1)]))))
            length--;
        else if (text[length - 1] == 'l' && length - 1 >= second && length > 1 && text[length - 2] == 'l')
            length--;
    }

    private static void Replace(Span<char> text, ref int length, int ending, string by)
    {
        by.CopyTo(text[(length - ending)..]);
        length += by.Length - ending;
    }
}
