using System.Text.RegularExpressions;

namespace HydraBot.Fleet.Logs;

/// <summary>Makes plain lines of what a program wrote for a terminal.</summary>
internal static partial class TerminalText
{
    /// <summary>Without escape sequences and control characters; a line that was drawn over and over keeps its last form.</summary>
    public static string Plain(string text) => string.Join('\n', Escapes()
        .Replace(text, "")
        .Split('\n')
        .Select(line => line.TrimEnd('\r'))
        .Select(line => line[(line.LastIndexOf('\r') + 1)..])
        .Select(line => Controls().Replace(line, "")));

    /// <summary>ECMA-48: control sequences (CSI), operating system commands up to BEL or ST, and two-character escapes.</summary>
    [GeneratedRegex(@"\x1B\[[0-?]*[ -/]*[@-~]|\x9B[0-?]*[ -/]*[@-~]|\x1B[\]PX^_].*?(?:\x07|\x1B\\|\x9C|$)|\x1B[ -/]*[0-~]", RegexOptions.Multiline)]
    private static partial Regex Escapes();

    [GeneratedRegex(@"[\x00-\x08\x0B\x0C\x0E-\x1F\x7F-\x9F]")]
    private static partial Regex Controls();
}
