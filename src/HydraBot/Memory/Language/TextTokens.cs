using System.Globalization;
using System.Text;

namespace HydraBot.Memory.Language;

/// <summary>
/// Cuts text into words: lower case, without accents, English possessives off. What is joined by points, hyphens and the like (an address, a version, a
/// host name) is one word as well as its parts. Scripts without spaces give single characters and pairs.
/// </summary>
internal static class TextTokens
{
    private const int LongestWord = 64;

    /// <summary>The words in order; both the joined word and its parts.</summary>
    public static List<string> Of(string text)
    {
        var words = new List<string>(text.Length / 6 + 1);
        var word = new StringBuilder(32);
        var joined = new StringBuilder(32);
        var parts = 0;
        string? before = null;
        for (var at = 0; at <= text.Length; at++)
        {
            var rune = at < text.Length ? text[at] : ' ';
            if (char.IsLetterOrDigit(rune) && !IsUnspaced(rune))
            {
                Append(word, rune);
                before = null;
                continue;
            }

            if (rune is '\'' or '’' && word.Length > 0 && at + 1 < text.Length && char.IsLetter(text[at + 1]))
            {
                at = SkipPossessive(text, at, word);
                continue;
            }

            if (CharUnicodeInfo.GetUnicodeCategory(rune) == UnicodeCategory.NonSpacingMark)
                continue;
            parts += End(words, word, joined) ? 1 : 0;
            if (word.Length == 0 && joined.Length > 0 && IsJoint(rune) && at + 1 < text.Length && char.IsLetterOrDigit(text[at + 1]) && !IsUnspaced(text[at + 1]))
            {
                joined.Append(rune == '_' ? '-' : rune);
                continue;
            }

            if (parts > 1 && joined.Length <= LongestWord)
                words.Add(joined.ToString());
            joined.Clear();
            parts = 0;
            if (IsUnspaced(rune))
            {
                words.Add(rune.ToString());
                if (before is not null)
                    words.Add(before + rune);
                before = rune.ToString();
            }
            else
            {
                before = null;
            }
        }

        return words;
    }

    private static bool End(List<string> words, StringBuilder word, StringBuilder joined)
    {
        if (word.Length == 0)
            return false;
        if (word.Length <= LongestWord)
            words.Add(word.ToString());
        joined.Append(word);
        word.Clear();
        return true;
    }

    /// <summary>Of "Anna's" the word is Anna; of "don't" it is don, which is dropped as a stop word.</summary>
    private static int SkipPossessive(string text, int at, StringBuilder word)
    {
        var end = at + 1;
        while (end < text.Length && char.IsLetter(text[end]))
            end++;
        if (end - at <= 3)
            return end - 1;
        // A name such as O'Brien is one word.
        for (var index = at + 1; index < end; index++)
            Append(word, text[index]);
        return end - 1;
    }

    private static bool IsJoint(char c) => c is '.' or '-' or '_' or '/' or ':' or '@';

    /// <summary>Chinese, Japanese, Korean and Thai write without spaces, or hang endings on words.</summary>
    private static bool IsUnspaced(char c) => c is >= '\u3040' and <= '\u30ff' or >= '\u3400' and <= '\u9fff' or >= '\uac00' and <= '\ud7af' or >= '\u0e00' and <= '\u0e7f';

    private static void Append(StringBuilder word, char c)
    {
        if (c < 128)
        {
            word.Append((char)(c is >= 'A' and <= 'Z' ? c | 0x20 : c));
            return;
        }

        var lower = char.ToLowerInvariant(c);
        switch (lower)
        {
            case >= 'à' and <= 'å' or 'ā' or 'ă' or 'ą': word.Append('a'); break;
            case 'ç' or 'ć' or 'č': word.Append('c'); break;
            case >= 'è' and <= 'ë' or 'ē' or 'ę' or 'ě': word.Append('e'); break;
            case >= 'ì' and <= 'ï' or 'ī' or 'ı': word.Append('i'); break;
            case 'ñ' or 'ń' or 'ň': word.Append('n'); break;
            case >= 'ò' and <= 'ö' or 'ø' or 'ō' or 'ő': word.Append('o'); break;
            case >= 'ù' and <= 'ü' or 'ū' or 'ů' or 'ű': word.Append('u'); break;
            case 'ý' or 'ÿ': word.Append('y'); break;
            case 'ś' or 'š' or 'ş': word.Append('s'); break;
            case 'ź' or 'ż' or 'ž': word.Append('z'); break;
            case 'ř': word.Append('r'); break;
            case 'ł': word.Append('l'); break;
            case 'đ' or 'ď' or 'ð': word.Append('d'); break;
            case 'ť': word.Append('t'); break;
            case 'ß': word.Append("ss"); break;
            case 'æ': word.Append("ae"); break;
            case 'œ': word.Append("oe"); break;
            default: word.Append(lower); break;
        }
    }
}
