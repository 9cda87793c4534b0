using System.Text.RegularExpressions;

namespace HydraBot.Fleet.Compose.Files;

/// <summary>Reads files of <c>NAME=value</c> as Compose reads <c>.env</c>: comments, <c>export</c>, quotes, and variables outside of single quotes.</summary>
internal static partial class EnvironmentFile
{
    /// <param name="text">All of the file.</param>
    /// <param name="known">What was set before; the file's values are added.</param>
    public static void ReadInto(string text, Dictionary<string, string> known)
    {
        foreach (Match line in Lines().Matches(text.ReplaceLineEndings("\n")))
        {
            var name = line.Groups["name"].Value;
            known[name] = line switch
            {
                _ when line.Groups["single"].Success => line.Groups["single"].Value,
                _ when line.Groups["double"].Success => new Interpolation(known).Apply(Escapes().Replace(line.Groups["double"].Value, Unescape)),
                _ => new Interpolation(known).Apply(Comment().Replace(line.Groups["plain"].Value, "").Trim()),
            };
        }
    }

    private static string Unescape(Match escape) => escape.Groups["sign"].Value switch
    {
        "n" => "\n",
        "r" => "\r",
        "t" => "\t",
        "$" => "$$",
        var sign => sign,
    };

    [GeneratedRegex("""^[ \t]*(?:export[ \t]+)?(?<name>[A-Za-z_][A-Za-z0-9_.-]*)[ \t]*[=:][ \t]*(?:'(?<single>[^']*)'|"(?<double>(?:[^"\\]|\\.)*)"|(?<plain>[^\n]*))""", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Lines();

    [GeneratedRegex("""\\(?<sign>.)""", RegexOptions.Singleline)]
    private static partial Regex Escapes();

    [GeneratedRegex(@"(?:^|\s+)#.*$")]
    private static partial Regex Comment();
}
