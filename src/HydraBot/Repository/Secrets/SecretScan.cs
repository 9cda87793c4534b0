using System.Globalization;
using System.Text.RegularExpressions;
using HydraBot.Governance.Audit;

namespace HydraBot.Repository.Secrets;

/// <summary>Looks at the lines that a difference adds: those that hold one of the house's own secrets, or something with the form of one, are named.</summary>
internal sealed partial class SecretScan(SecretMask mask)
{
    /// <summary>Whoever is sure writes this into the line.</summary>
    public const string Allowance = "hydrabot:no-secret";

    // Dots for the person who reads it, placeholders and names of variables are no secrets.
    private static readonly string[] Placeholders = ["${", "$(", "{{", "<", "example", "changeme", "xxxx", "****", "todo", "[secret]", "env:", "vault:", "!secret", "/run/secrets"];

    /// <summary>What was found, by file and line of the new version.</summary>
    public IReadOnlyList<SecretFinding> Look(string diff)
    {
        var found = new List<SecretFinding>();
        var (path, line) = ("", 0);
        foreach (var text in diff.Split('\n'))
        {
            if (text.StartsWith("+++ ", StringComparison.Ordinal))
                path = text[4..].Trim('"') is ['b', '/', ..] named ? named[2..] : "";
            else if (Hunk().Match(text) is { Success: true } hunk)
                line = int.Parse(hunk.Groups[1].Value, CultureInfo.InvariantCulture) - 1;
            else if (text is ['+', ..])
            {
                line++;
                if (What(text[1..]) is { } what)
                    found.Add(new SecretFinding(path, line, what));
            }
            else if (text is [' ', ..])
                line++;
        }

        return found;
    }

    private string? What(string text)
    {
        if (text.Contains(Allowance, StringComparison.Ordinal))
            return null;
        if (text.Contains("PRIVATE KEY-----", StringComparison.Ordinal))
            return "a private key";
        var masked = mask.Apply(text);
        if (masked != text && !IsPlaceholder(text, masked))
            return "a password, key or token";
        return text.Split([' ', '"', '\'', '=', ':', ',', ';', '`', '(', ')', '[', ']'], StringSplitOptions.RemoveEmptyEntries).Any(LooksRandom) && NamesSecret().IsMatch(text) ? "a value that looks like a key" : null;
    }

    /// <summary>What the mask took out is a stand-in, such as <c>password: ${DB_PASSWORD}</c>.</summary>
    private static bool IsPlaceholder(string text, string masked)
    {
        var from = masked.IndexOf(SecretMask.Mask, StringComparison.Ordinal);
        var rest = from < 0 ? text : text[Math.Min(from, text.Length)..];
        return Placeholders.Any(placeholder => rest.Contains(placeholder, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>Long, of mixed characters, and with as much surprise in each as only chance has.</summary>
    private static bool LooksRandom(string word)
    {
        if (word.Length is < 20 or > 200 || !word.Any(char.IsAsciiDigit) || !word.Any(char.IsAsciiLetter) || word.Contains('/', StringComparison.Ordinal))
            return false;
        var entropy = word.CountBy(letter => letter).Sum(pair => -(pair.Value / (double)word.Length) * Math.Log2(pair.Value / (double)word.Length));
        return entropy > 3.7;
    }

    [GeneratedRegex(@"^@@ -\d+(?:,\d+)? \+(\d+)")]
    private static partial Regex Hunk();

    [GeneratedRegex("pass|secret|token|key|credential|auth", RegexOptions.IgnoreCase)]
    private static partial Regex NamesSecret();
}
