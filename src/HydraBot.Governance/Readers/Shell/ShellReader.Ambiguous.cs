using System.Text.RegularExpressions;
using HydraBot.Governance.Readers.Commands;

namespace HydraBot.Governance.Readers.Shell;

/// <summary>Text that shells read in two ways.</summary>
internal sealed partial class ShellReader
{
    /// <summary>
    /// Some shells take <c>((cat /file))</c> and <c>$((cat /file))</c> for subshells (XCU 2.6.4 leaves it open). Where a word of it is a command all of that reading
    /// counts, else what is certain.
    /// </summary>
    public void Subshells(string text, ShellScope scope, string? input)
    {
        ShellNode body;
        try
        {
            body = ShellParser.Parse(text);
        }
        catch (ShellSyntaxException)
        {
            // Such a shell would not run it either.
            return;
        }

        var seen = new Findings();
        Telling(seen).Run(body, scope.Copy(), input);
        findings.TakeCertain(seen);
        if (Names().Matches(text).Any(name => CommandTable.Knows(name.Value)))
            findings.Take(seen);
    }

    [GeneratedRegex("[A-Za-z_][A-Za-z0-9_-]*", RegexOptions.CultureInvariant)]
    private static partial Regex Names();
}
