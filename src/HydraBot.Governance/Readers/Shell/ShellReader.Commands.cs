using HydraBot.Governance.Readers.Commands;
using HydraBot.Governance.Readers.Paths;

namespace HydraBot.Governance.Readers.Shell;

/// <summary>Simple commands: assignments, redirections, functions, aliases, and the programs that they start.</summary>
internal sealed partial class ShellReader
{
    private string Simple(ShellNode.Simple simple, ShellScope scope, string? input)
    {
        var words = new List<string>();
        foreach (var word in simple.Words)
            Expansion.Fields(word, scope, words);
        var (captured, given) = Redirect(simple.Redirections, scope, input);
        // Without a command the shell keeps them; with one they are for that alone.
        var inside = words.Count == 0 || simple.Assignments.Count == 0 ? scope : scope.Copy();
        foreach (var assignment in simple.Assignments)
        {
            // Each sees those before it.
            var value = Assigned(assignment, inside);
            EnvironmentReader.Read(assignment.Name, string.Join(' ', Mark.Elements(value)), this, inside);
            inside.Variables[assignment.Name] = value;
            if (words.Count > 0)
                inside.Export(assignment.Name);
        }

        if (words.Count == 0 && simple.Words.Count > 0)
            Doubt("a command's name may be empty");
        var output = Invoke(words, inside, given);
        if (inside != scope)
            scope.Take(inside, [.. simple.Assignments.Select(assignment => assignment.Name)], words[0] is "eval" or "." or ":" or "exec" or "export" or "readonly" or "set" or "shift" or "times" or "trap" or "unset");
        return Keep(captured, output, scope);
    }

    private string Assigned(Assignment assignment, ShellScope scope)
    {
        var before = scope.Variables.GetValueOrDefault(assignment.Name);
        if (assignment.Elements is { } words)
        {
            var elements = new List<string>();
            foreach (var word in words)
                Expansion.Fields(word, scope, elements);
            // An element may say itself where its place is.
            if (words.Any(word => word.Parts is [WordPart.Literal { Quoted: false, Text: ['[', ..] }, ..]) || (assignment.Appends && before is null))
                return Mark.From([.. elements]);
            if (assignment.Appends)
                elements.InsertRange(0, Mark.Elements(before!));
            return elements.Count > ShellExpansion.MostFields ? Mark.From([.. elements]) : Mark.Array(elements);
        }

        var value = Expansion.One(assignment.Value, scope);
        if (assignment.Appends)
            value = assignment.Index is null ? Mark.Elements(before ?? Mark.Anything).FirstOrDefault("") + value : Mark.From(before, value);
        value = Limited(value);
        var place = assignment.Index ?? (before is not null && Mark.IsArray(before) ? "0" : null);
        if (place is null)
            return value;
        Calculated(place, scope);
        return Mark.With(before, place, value);
    }

    /// <summary>Starts a command of known words, for wrappers too.</summary>
    public string Invoke(IReadOnlyList<string> words, ShellScope scope, string? input)
    {
        if (words.Count == 0)
            return "";
        try
        {
            if (!budget.Enter())
            {
                Doubt("it is too long or too deeply nested to be followed");
                return Mark.Anything;
            }

            var name = words[0];
            if (scope.Functions.TryGetValue(name, out var body))
                return Call(body, words, scope, input);
            if (scope.Aliases.TryGetValue(name, out var alias))
                return Aliased(alias, words, scope, input);
            return CommandTable.Read(words, input, this, scope);
        }
        finally
        {
            budget.Leave();
        }
    }

    private string Call(ShellNode body, IReadOnlyList<string> words, ShellScope scope, string? input)
    {
        var before = scope.Positional;
        scope.Positional = [.. words.Skip(1)];
        var output = Run(body, scope, input);
        scope.Positional = before;
        return output;
    }

    private string Aliased(string alias, IReadOnlyList<string> words, ShellScope scope, string? input)
    {
        var inside = scope.Copy();
        inside.Aliases.Remove(words[0]);
        // A shell that nobody types into leaves aliases alone: then the command itself runs.
        CommandTable.Trial(words, input, this, inside);
        return Read($"{alias} {string.Join(' ', words.Skip(1).Select(Quote))}", inside, input);
    }

    /// <summary>A word as literal shell text; marks stay marks.</summary>
    public static string Quote(string word) => $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    /// <summary>Files that are read or written before the command starts, and what it reads from its standard input.</summary>
    private (string? File, string? Input) Redirect(IReadOnlyList<Redirection> redirections, ShellScope scope, string? input)
    {
        string? captured = null;
        foreach (var redirection in redirections)
        {
            var target = Expansion.One(redirection.Target, scope);
            switch (redirection.Operator)
            {
                case "<<":
                    input = target;
                    break;
                case "<<<":
                    input = target + "\n";
                    break;
                case "<":
                    input = scope.TryFile(target, out var written) ? written : Mark.Anything;
                    Paths.Judge(findings, target, PathUse.Read, scope.Directory);
                    break;
                case "<&" or ">&" when target.TrimEnd('-').All(char.IsAsciiDigit):
                    break;
                default:
                    Paths.Judge(findings, target, redirection.Operator is ">" or ">|" or ">&" or "&>" ? PathUse.Overwrite : PathUse.Write, scope.Directory);
                    captured = target;
                    break;
            }
        }

        return (captured, input);
    }

    private string Keep(string? file, string output, ShellScope scope)
    {
        if (file is null)
            return output;
        output = Limited(output);
        if (budget.Write(output))
            Safeguards.Written(output, file, this);
        else
            Doubt("it writes more than can be looked through");
        if (Mark.IsConfidential(output) && (file.StartsWith("/dev/tcp/", StringComparison.Ordinal) || file.StartsWith("/dev/udp/", StringComparison.Ordinal)))
            findings.Add(FactNames.SecretSend, "sends what may hold secrets");
        if (!file.StartsWith("/dev/", StringComparison.Ordinal))
            scope.Store(file, output);
        return file is "/dev/stdout" or "/dev/stderr" or "/dev/tty" ? output : "";
    }
}
