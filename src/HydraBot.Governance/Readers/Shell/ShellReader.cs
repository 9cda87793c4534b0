using HydraBot.Governance.Readers.Paths;

namespace HydraBot.Governance.Readers.Shell;

/// <summary>
/// Follows a shell program without running it: what is known of variables, functions, pipes and files is carried along, and each command
/// is handed to those who know it. Whatever is not known is said.
/// </summary>
internal sealed partial class ShellReader(ReaderContext context, Findings findings, ReadingBudget budget)
{
    /// <summary>No text that is followed may be longer: neither what is read nor what is put together.</summary>
    public const int MostText = 100_000;
    private const int MostTurns = 25;

    private int _files;

    /// <summary>The first reader of an act.</summary>
    public ShellReader(ReaderContext context, Findings findings)
        : this(context, findings, new ReadingBudget())
    {
    }

    /// <summary>A reader that tells somebody else, within the same budget.</summary>
    public ShellReader Telling(Findings others) => new(context, others, budget);

    public ReadingBudget Budget => budget;

    public ReaderContext Context => context;

    public Places Places => context.Places;

    public PathReader Paths => context.Paths;

    public Findings Findings => findings;

    private ShellExpansion Expansion => new(this);

    public void Doubt(string detail) => findings.Add(FactNames.Unclear, detail);

    /// <summary>Reads a program and returns what it would print.</summary>
    public string Read(string text, ShellScope scope, string? input = null)
    {
        if (text.Length > MostText)
        {
            Doubt("it is too long to be read");
            return Mark.Anything;
        }

        if (Mark.IsUnknown(text))
            Doubt($"runs a command that is put together at run time: {Mark.Show(text)}");
        try
        {
            return Run(ShellParser.Parse(text), scope, input);
        }
        catch (ShellSyntaxException exception)
        {
            Doubt($"the command cannot be read: {exception.Message}");
            return Mark.Anything;
        }
    }

    /// <summary>What a substitution would print; its changes to the shell end with it.</summary>
    public string Capture(ShellNode body, ShellScope scope) => Run(body, scope.Copy(), null);

    /// <summary>A name for text that commands will read as a file.</summary>
    public string File(string content, ShellScope scope)
    {
        var name = $"/dev/fd/{60 + _files++}";
        scope.Files[name] = content;
        return name;
    }

    public string Run(ShellNode node, ShellScope scope, string? input)
    {
        try
        {
            if (!budget.Enter())
            {
                Doubt("it is too long or too deeply nested to be followed");
                return Mark.Anything;
            }

            if (node is ShellNode.Simple simple)
                return Simple(simple, scope, input);
            var (captured, given) = Redirect(node.Redirections, scope, input);
            var output = Compound(node, scope, given);
            return Keep(captured, output, scope);
        }
        finally
        {
            budget.Leave();
        }
    }

    private string Compound(ShellNode node, ShellScope scope, string? input)
    {
        switch (node)
        {
            case ShellNode.Sequence sequence:
                return Sequence(sequence, scope, input);
            case ShellNode.Pipeline pipeline:
                return Pipe(pipeline, scope, input);
            case ShellNode.Subshell subshell:
                return Run(subshell.Body, scope.Copy(), input);
            case ShellNode.Group group:
                return Run(group.Body, scope, input);
            case ShellNode.If branching:
                return Branch(branching, scope, input);
            case ShellNode.While loop:
                return Loop(loop, scope, input);
            case ShellNode.For loop:
                return For(loop, scope, input);
            case ShellNode.Case choice:
                Expansion.One(choice.Subject, scope);
                foreach (var (patterns, body) in choice.Branches)
                {
                    foreach (var pattern in patterns)
                        Expansion.One(pattern, scope);
                    Maybe(body, scope, input);
                }

                return Mark.Anything;
            case ShellNode.Function function:
                scope.Functions[function.Name] = function.Body;
                return "";
            default:
                // Another kind of node would end the reading here, and that is told.
                var test = (ShellNode.Test)node;
                foreach (var word in test.Words)
                    Calculated(Expansion.One(word, scope), scope);

                if (test.Commands is { } commands)
                    Subshells(commands, scope, input);
                return "";
        }
    }

    private string Sequence(ShellNode.Sequence sequence, ShellScope scope, string? input)
    {
        var output = "";
        foreach (var (joint, node) in sequence.Items)
        {
            if (joint == Joint.Then)
            {
                output = Joined(output, Run(node, scope, input));
                continue;
            }

            var taken = scope.Copy();
            var printed = Run(node, taken, input);
            // After "cd x && y" people go on in x: that it may have failed is a doubt for what follows, not for y.
            if (joint == Joint.And)
                (scope, output) = (Adopt(scope, taken), Joined(output, printed));
            else
            {
                scope.Join(taken);
                output = printed.Length == 0 ? output : Mark.From(output, printed);
            }
        }

        return output;
    }

    /// <summary>What stands after <c>&amp;&amp;</c> sees what went before as done; afterwards both are possible.</summary>
    private static ShellScope Adopt(ShellScope scope, ShellScope taken)
    {
        scope.Join(taken);
        scope.Directory = taken.Directory;
        return scope;
    }

    private static string Joined(string first, string second) => Limited(first + second);

    /// <summary>Any text in place of one that is too long to be followed.</summary>
    public static string Limited(string text) => text.Length > MostText ? Mark.From(text) : text;

    private string Pipe(ShellNode.Pipeline pipeline, ShellScope scope, string? input)
    {
        var flowing = input;
        var (reached, around) = (findings.Reached, _fromNetwork);
        for (var at = 0; at < pipeline.Parts.Count; at++)
        {
            var inside = scope.Copy();
            flowing = Run(pipeline.Parts[at], inside, flowing);
            // Some shells run the last part of a pipe themselves, so that what it sets stays.
            if (at == pipeline.Parts.Count - 1)
                scope.Join(inside);
            _fromNetwork |= findings.Reached > reached;
        }

        _fromNetwork = around;
        return flowing!;
    }

    /// <summary>True while what flows through a pipe came from another machine.</summary>
    private bool _fromNetwork;

    public bool FromNetwork => _fromNetwork;

    private string Branch(ShellNode.If branching, ShellScope scope, string? input)
    {
        foreach (var (condition, body) in branching.Branches)
        {
            Run(condition, scope, input);
            Maybe(body, scope, input);
        }

        if (branching.Otherwise is { } otherwise)
            Maybe(otherwise, scope, input);
        return Mark.Anything;
    }

    private void Maybe(ShellNode body, ShellScope scope, string? input)
    {
        var taken = scope.Copy();
        Run(body, taken, input);
        scope.Join(taken);
    }

    /// <summary>Twice: the second time with everything unknown that the first time changed, as it may be in any later turn.</summary>
    private string Loop(ShellNode.While loop, ShellScope scope, string? input)
    {
        if (input is not null && !Mark.IsOpen(input) && loop.Condition is ShellNode.Simple { Words: [{ Plain: "read" }, ..] } && input.TrimEnd('\n').Split('\n') is { Length: > 1 and < MostTurns } lines)
        {
            for (var turn = 0; turn < lines.Length; turn++)
            {
                Run(loop.Condition, scope, lines[turn]);
                Maybe(loop.Body, scope, string.Join('\n', lines.Skip(turn + 1)));
            }

            return Mark.Anything;
        }

        for (var turn = 0; turn < 2; turn++)
        {
            Run(loop.Condition, scope, input);
            Maybe(loop.Body, scope, input);
        }

        return Mark.Anything;
    }

    private string For(ShellNode.For loop, ShellScope scope, string? input)
    {
        var items = new List<string>();
        if (loop.Words is null)
            items.AddRange(scope.Positional ?? [Mark.Anything]);
        else
        {
            foreach (var word in loop.Words)
                Expansion.Fields(word, scope, items);
        }

        if (items.Count >= MostTurns)
            items = [Mark.Anything];
        var output = "";
        foreach (var item in items)
        {
            var taken = scope.Copy();
            taken.Variables[loop.Name] = item;
            output = Joined(output, Run(loop.Body, taken, input));
            scope.Join(taken);
            scope.Variables[loop.Name] = item;
        }

        return output;
    }
}
