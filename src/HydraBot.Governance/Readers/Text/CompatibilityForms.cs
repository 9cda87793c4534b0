using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace HydraBot.Governance.Readers.Text;

/// <summary>
/// The ASCII that signs stand for in Unicode's compatibility forms (UAX #15, NFKC): wide and circled letters, digits above the line, ligatures. .NET leaves them as they are
/// in a process without ICU, which this one is; those who look up a host or compare identifiers do not.
/// </summary>
internal static class CompatibilityForms
{
    private static readonly FrozenDictionary<int, string> Forms = Read();

    /// <summary>What this sign stands for; null when that is not ASCII, or itself.</summary>
    public static string? Of(Rune sign) => Forms.GetValueOrDefault(sign.Value);

    /// <summary>Each line holds a code point, and the forms from there on (Unicode 17).</summary>
    private static FrozenDictionary<int, string> Read()
    {
        var forms = new Dictionary<int, string>();
        using var lines = new StreamReader(typeof(CompatibilityForms).Assembly.GetManifestResourceStream("HydraBot.Governance.CompatibilityForms.txt")!);
        while (lines.ReadLine() is { } line)
        {
            var words = line.Split(' ');
            var sign = int.Parse(words[0], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            foreach (var form in words.Skip(1))
                forms[sign++] = form;
        }

        return forms.ToFrozenDictionary();
    }
}
