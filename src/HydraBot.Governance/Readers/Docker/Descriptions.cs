using System.Text.RegularExpressions;
using HydraBot.Governance.Readers.Shell;

namespace HydraBot.Governance.Readers.Docker;

/// <summary>What is printed of containers and stacks as a whole, and with it the environment that they are given.</summary>
internal static partial class Descriptions
{
    private static readonly string[] Names = ["-q", "--quiet", "--services", "--volumes", "--images", "--profiles", "--networks", "--models", "--hash"];

    /// <summary><c>inspect</c>, but for a template that takes single things out of it.</summary>
    public static void Inspected(Invocation rest, Invocation call, ShellReader shell)
    {
        if (rest.ValueOf("-f", "--format") is not { } format || !format.Contains("{{", StringComparison.Ordinal) || Mark.IsOpen(format) || Whole().IsMatch(format))
            Tells(call, shell);
    }

    /// <summary><c>compose config</c>, but for lists of names.</summary>
    public static void Composed(Invocation rest, Invocation call, ShellReader shell)
    {
        if (!rest.Has(Names) || rest.Has("--environment"))
            Tells(call, shell);
    }

    private static void Tells(Invocation call, ShellReader shell)
    {
        shell.Doubt("prints the environment of containers, in which secrets may be");
        call.Output = Mark.Environment.ToString();
    }

    /// <summary>The environment, or something that it is part of: the whole, its settings, its specification.</summary>
    [GeneratedRegex(@"\{\{.*(?:Env|(?:(?<!Host)Config|Spec|Template)(?![.\w])|[.$](?!\w))", RegexOptions.Singleline)]
    private static partial Regex Whole();
}
