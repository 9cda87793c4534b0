using System.Text;

namespace HydraBot.Hosting;

/// <summary>Text from outside, as people are shown it.</summary>
internal static class PlainText
{
    /// <summary>Text without characters that hide or steer: controls but for line breaks and tabs, and marks of direction.</summary>
    public static string Clean(string text)
    {
        var clean = new StringBuilder(text.Length);
        foreach (var c in text.Where(c => c is '\n' or '\t' || !Steers(c)))
            clean.Append(c);
        return clean.ToString();
    }

    /// <summary>Cut with a mark, never through a surrogate pair.</summary>
    public static string Cut(string text, int most) =>
        text.Length <= most ? text : $"{text[..(char.IsHighSurrogate(text[most - 2]) ? most - 2 : most - 1)]}…";

    private static bool Steers(char c) => char.IsControl(c) || c is (>= '\u200b' and <= '\u200f') or (>= '\u202a' and <= '\u202e') or (>= '\u2066' and <= '\u2069') or '\ufeff';
}
