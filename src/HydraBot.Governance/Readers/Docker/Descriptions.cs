using System.Text.RegularExpressions;
using HydraBot.Governance.Readers.Shell;

namespace HydraBot.Governance.Readers.Docker;

/// <summary>What is printed of containers, stacks and volumes as a whole, and with it the environment or the options that they are given.</summary>
internal static partial class Descriptions
{
    private static readonly string[] Names = ["-q", "--quiet", "--services", "--volumes", "--images", "--profiles", "--networks", "--models", "--hash"];

    /// <summary><c>inspect</c>, but for a template that takes single things out of it.</summary>
    public static void Inspected(Invocation rest, Invocation call, ShellReader shell)
    {
        // Of several templates the last one counts.
        if (rest.ValueOf("-f", "--format") is not { } format || rest.Arguments.Count(argument => Template().IsMatch(argument)) > 1
            || !format.Contains("{{", StringComparison.Ordinal) || Mark.IsOpen(format) || Whole().IsMatch(format))
            Tells(call, shell);
    }

    /// <summary><c>compose config</c>, but for lists of names.</summary>
    public static void Composed(Invocation rest, Invocation call, ShellReader shell)
    {
        // An option may be taken back: --services=false.
        if (!rest.Arguments.Any(Names.Contains) || rest.Arguments.Any(argument => argument == "--environment" || argument.Contains('=', StringComparison.Ordinal)))
            Tells(call, shell);
    }

    private static void Tells(Invocation call, ShellReader shell)
    {
        shell.Doubt("prints what containers are given, in which secrets may be");
        call.Output = Mark.Environment.ToString();
    }

    [GeneratedRegex("^(?:-f|--format)")]
    private static partial Regex Template();

    /// <summary>The environment, or something that it is part of: the whole, its settings, its specification; the options of a volume.</summary>
    [GeneratedRegex(@"\{\{.*(?:Env|Options|(?:(?<!Host)Config|Spec|Template)(?![.\w])|[.$](?!\w))", RegexOptions.Singleline)]
    private static partial Regex Whole();
}
