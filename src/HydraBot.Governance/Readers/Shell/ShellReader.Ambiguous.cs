using System.Text.RegularExpressions;
using HydraBot.Governance.Readers.Commands;

namespace HydraBot.Governance.Readers.Shell;

/// <summary>Text that shells read in two ways.</summary>
internal sealed partial class ShellReader
{
    /// <summary>A plain POSIX shell takes <c>((cat /file))</c> for two subshells. Where a word of it is a command all of that reading counts, else what is certain.</summary>
    private void Subshells(string text, ShellScope scope, string? input)
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
