using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace HydraBot.Improvement.Code;

/// <summary>What a unified diff in git's form says that it touches.</summary>
/// <param name="Paths">Every path that it names, on either side.</param>
/// <param name="Faults">What no patch may do, a sentence each.</param>
/// <param name="AssertionsRemoved">Lines with checks that it takes out of tests, less those that it puts in.</param>
internal sealed record PatchFacts(IReadOnlyList<string> Paths, IReadOnlyList<string> Faults, int AssertionsRemoved);

/// <summary>Reads a patch line by line. What is not understood is a fault: nothing is guessed.</summary>
internal static partial class PatchReader
{
    public static PatchFacts Read(string patch)
    {
        var (paths, faults, removed) = (new SortedSet<string>(StringComparer.Ordinal), new List<string>(), 0);
        var lines = patch.Split('\n');
        var (oldLeft, newLeft, hunks, path) = (0, 0, 0, "");
        for (var at = 0; at < lines.Length; at++)
        {
            var line = lines[at];
            if (oldLeft > 0 || newLeft > 0)
            {
                (oldLeft, newLeft) = Body(line, oldLeft, newLeft, out var sound);
                if (!sound)
                    faults.Add(Say(at, $"'{Short(line)}' is no line of a hunk"));
                else if (path.StartsWith("tests/", StringComparison.OrdinalIgnoreCase) && line.Length > 0 && Assertion().IsMatch(line))
                    removed += line[0] switch { '-' => 1, '+' => -1, _ => 0 };
            }
            else if (Hunk().Match(line) is { Success: true } hunk)
            {
                (oldLeft, newLeft, hunks) = (Count(hunk.Groups[1]), Count(hunk.Groups[2]), hunks + 1);
            }
            else if (line.StartsWith("diff --git ", StringComparison.Ordinal))
            {
                var both = Both(line["diff --git ".Length..]);
                if (both is null)
                    faults.Add(Say(at, "the two names after 'diff --git' cannot be told apart"));
                foreach (var one in both ?? [])
                    Add(one, at, strip: true);
            }
            else if (line.StartsWith("--- ", StringComparison.Ordinal) || line.StartsWith("+++ ", StringComparison.Ordinal))
            {
                Add(line[4..].Split('\t')[0], at, strip: true);
            }
            else if (Named().Match(line) is { Success: true } named)
            {
                Add(named.Groups[1].Value, at, strip: false);
            }
            else if (Mode().Match(line) is { Success: true } mode && mode.Groups[1].Value != "100644")
            {
                faults.Add(Say(at, mode.Groups[1].Value switch
                {
                    "120000" => "it makes or changes a link",
                    "160000" => "it makes or changes a submodule",
                    _ => $"it gives a file the mode {mode.Groups[1].Value}; allowed is 100644",
                }));
            }
            else if (line.StartsWith("old mode ", StringComparison.Ordinal) || line.StartsWith("new mode ", StringComparison.Ordinal))
            {
                faults.Add(Say(at, "it changes a file's mode"));
            }
            else if (!Harmless().IsMatch(line))
            {
                faults.Add(Say(at, $"'{Short(line)}' is no part of a unified diff in git's form"));
            }
        }

        if (oldLeft > 0 || newLeft > 0)
            faults.Add("The patch ends inside a hunk.");
        if (hunks == 0 && faults.Count == 0)
            faults.Add("The patch holds no hunk; a unified diff, as 'git diff' writes it, is wanted.");
        return new PatchFacts([.. paths], faults, removed);

        void Add(string name, int at, bool strip)
        {
            if (Unquote(name.TrimEnd('\r')) is not { } plain)
                faults.Add(Say(at, $"the name {Short(name)} cannot be read"));
            else if (plain == "/dev/null")
                return;
            else if (strip && plain.IndexOf('/', StringComparison.Ordinal) is var slash && slash < 0)
                faults.Add(Say(at, $"the name '{Short(plain)}' begins with neither a/ nor b/"));
            else
                paths.Add(path = strip ? plain[(plain.IndexOf('/', StringComparison.Ordinal) + 1)..] : plain);
        }
    }

    private static (int Old, int New) Body(string line, int oldLeft, int newLeft, out bool sound)
    {
        sound = true;
        switch (line.Length == 0 ? ' ' : line[0])
        {
            case ' ':
            case '\r':
                return (oldLeft - 1, newLeft - 1);
            case '-':
                return (oldLeft - 1, newLeft);
            case '+':
                return (oldLeft, newLeft - 1);
            case '\\':
                return (oldLeft, newLeft);
            default:
                sound = false;
                return (0, 0);
        }
    }

    private static int Count(Group group) => group.Success ? int.Parse(group.Value, CultureInfo.InvariantCulture) : 1;

    /// <summary><c>a/x b/x</c>: names may hold spaces, so the halves must be alike or quoted, or it is not clear where one ends.</summary>
    private static string[]? Both(string rest)
    {
        rest = rest.TrimEnd('\r');
        if (rest.StartsWith('"') || rest.EndsWith('"'))
            return Quoted().Match(rest) is { Success: true } quoted ? [quoted.Groups[1].Value, quoted.Groups[2].Value] : null;
        var words = rest.Split(' ');
        if (words.Length == 2)
            return words;
        return rest.Length % 2 == 1 && rest[rest.Length / 2] == ' ' ? [rest[..(rest.Length / 2)], rest[((rest.Length / 2) + 1)..]] : null;
    }

    /// <summary>As C writes strings: git quotes what is unusual. Null when it is not sound.</summary>
    private static string? Unquote(string name)
    {
        if (!name.StartsWith('"'))
            return name;
        if (name.Length < 2 || !name.EndsWith('"'))
            return null;
        var bytes = new List<byte>();
        for (var at = 1; at < name.Length - 1; at++)
        {
            if (name[at] != '\\')
            {
                bytes.AddRange(Encoding.UTF8.GetBytes(name[at].ToString()));
                continue;
            }

            at++;
            if (at + 2 < name.Length - 1 && name[at] is >= '0' and <= '3' && name[at + 1] is >= '0' and <= '7' && name[at + 2] is >= '0' and <= '7')
            {
                bytes.Add((byte)Convert.ToInt32(name.Substring(at, 3), 8));
                at += 2;
            }
            else if ("abtnvfr\"\\".IndexOf(name[at], StringComparison.Ordinal) is >= 0 and var known)
            {
                bytes.Add((byte)"\a\b\t\n\v\f\r\"\\"[known]);
            }
            else
            {
                return null;
            }
        }

        return Encoding.UTF8.GetString([.. bytes]);
    }

    private static string Say(int line, string text) => string.Create(CultureInfo.InvariantCulture, $"Line {line + 1} of the patch: {text}.");

    private static string Short(string text) => text.Length <= 60 ? text : $"{text[..60]}…";

    [GeneratedRegex(@"^@@ -[0-9]{1,7}(?:,([0-9]{1,7}))? \+[0-9]{1,7}(?:,([0-9]{1,7}))? @@")]
    private static partial Regex Hunk();

    [GeneratedRegex(@"^(?:rename|copy) (?:from|to) (.+)$")]
    private static partial Regex Named();

    [GeneratedRegex(@"^(?:new file mode|deleted file mode|index [0-9a-f]+\.\.[0-9a-f]+) ([0-9]{6})\r?$")]
    private static partial Regex Mode();

    [GeneratedRegex(@"^(?:new file mode 100644|deleted file mode 100644|index [0-9a-f]+\.\.[0-9a-f]+(?: 100644)?|(?:dis)?similarity index [0-9]{1,3}%|\\ No newline at end of file|)\r?$")]
    private static partial Regex Harmless();

    [GeneratedRegex(@"^(""(?:[^""\\]|\\.)*""|[^ ]+) (""(?:[^""\\]|\\.)*""|[^ ]+)$")]
    private static partial Regex Quoted();

    [GeneratedRegex(@"\bAssert\b|\[(?:Fact|Theory|InlineData|Property)\b|\bRequire\(")]
    private static partial Regex Assertion();
}
