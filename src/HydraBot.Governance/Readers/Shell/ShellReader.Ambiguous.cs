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

    /// <summary>
    /// Text that the shell may calculate: it may set variables, and what a variable of it holds is calculated too, where an index may hold commands as in <c>a[$(command)]</c>.
    /// </summary>
    public void Calculated(string text, ShellScope scope)
    {
        try
        {
            if (budget.Enter())
                Values(text, scope);
            else
                Doubt("it is too long or too deeply nested to be followed");
        }
        finally
        {
            budget.Leave();
        }

        if (Sets().IsMatch(text))
            scope.Forget();
    }

    private void Values(string text, ShellScope scope)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var texts = new Queue<string>([text]);
        while (texts.TryDequeue(out var next))
        {
            if (next.AsSpan().ContainsAny('$', '`'))
                Expansion.One(ShellParser.Quoted(next), scope);
            foreach (Match name in Variables().Matches(next))
            {
                if (seen.Add(name.Value) && scope.Variables.TryGetValue(name.Value, out var value))
                    texts.Enqueue(value);
            }
        }
    }

    /// <summary>A variable that a command names to set it, which may be a place in an array; what stands for the place is calculated.</summary>
    public string Named(string name, ShellScope scope)
    {
        if (name.IndexOf('[', StringComparison.Ordinal) is not (> 0 and var open))
            return name;
        Calculated(name[open..], scope);
        scope.Variables[name[..open]] = Mark.Anything;
        return name[..open];
    }

    [GeneratedRegex("[A-Za-z_][A-Za-z0-9_]*", RegexOptions.CultureInvariant)]
    private static partial Regex Variables();

    [GeneratedRegex(@"\+\+|--|<<=|>>=|(?<![=!<>])=(?!=)", RegexOptions.CultureInvariant)]
    private static partial Regex Sets();

    [GeneratedRegex("[A-Za-z_][A-Za-z0-9_-]*", RegexOptions.CultureInvariant)]
    private static partial Regex Names();
}
