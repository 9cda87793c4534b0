using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace HydraBot.Governance.Readers.Text;

/// <summary>Reduces text to what a person would take it for: compatibility forms (UAX #15, NFKC), confusable letters (UTS #39), nothing invisible.</summary>
internal static class LookAlikes
{
    /// <summary>Letters of other scripts and typographic signs that pass for ASCII.</summary>
    private const string Strange = "аеорсухіјѕһԁԛԝӏкмтвнгпАЕОРСУХІЈЅНКМТВαορνικτυρχγΑΒΕΖΗΙΚΜΝΟΡΤΥΧıʟɡɑօսոցհ‐‑‒–—―−⁄∕╱⧸∣‖“”‘’‚‛′″∼˜。｡";
    private const string Plain = "aeopcyxijshdqwlkmtbhrnAEOPCYXIJSHKMTBaopvikTuPxyABEZHIKMNOPTYXilgaouugh-------////||\"\"'''''\"~~..";

    private static readonly FrozenDictionary<char, char> Map = Pairs();

    /// <summary>True when the text holds signs that nobody sees or that turn its direction.</summary>
    public static bool HasInvisible(string text) => text.Any(sign => sign == '\0' || IsInvisible(sign));

    /// <summary>The plain form; the same instance when there is nothing to do.</summary>
    public static string Fold(string text)
    {
        if (Ascii.IsValid(text))
            return text;
        var plain = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
            Append(plain, rune);
        return plain.ToString();
    }

    /// <summary>The letters of a path or name, in one case, with look-alikes made plain.</summary>
    public static string FoldCase(string text) => Fold(text).ToLowerInvariant();

    private static void Append(StringBuilder plain, Rune rune)
    {
        if (CompatibilityForms.Of(rune) is { } form)
            plain.Append(form);
        else if (rune.IsBmp && IsInvisible((char)rune.Value))
            return;
        else if (rune.IsBmp && Map.TryGetValue((char)rune.Value, out var known))
            plain.Append(known);
        else if (Rune.GetUnicodeCategory(rune) == UnicodeCategory.SpaceSeparator)
            plain.Append(' ');
        else if (Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark))
            plain.Append(rune.ToString());
    }

    private static bool IsInvisible(char sign) =>
        char.GetUnicodeCategory(sign) == UnicodeCategory.Format
        || sign is '\u034F' or '\u115F' or '\u1160' or '\u17B4' or '\u17B5' or '\u3164' or '\uFFA0' or (>= '\uFE00' and <= '\uFE0F');

    private static FrozenDictionary<char, char> Pairs()
    {
        var pairs = new Dictionary<char, char>();
        for (var at = 0; at < Strange.Length; at++)
            pairs[Strange[at]] = Plain[at];
        return pairs.ToFrozenDictionary();
    }
}
