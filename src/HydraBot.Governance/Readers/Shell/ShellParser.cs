namespace HydraBot.Governance.Readers.Shell;

/// <summary>Reads shell text into a tree. What it does not know it refuses, so that nothing is taken for less than it is.</summary>
internal sealed partial class ShellParser
{
    private const int Deepest = 60;
    private const string Meta = " \t\n;&|()<>";

    private readonly string _text;
    private List<HereDocument> _documents = [];
    private int _at;
    private int _depth;

    private ShellParser(string text) => _text = text;

    private bool AtEnd => _at >= _text.Length;

    private char Here => _at < _text.Length ? _text[_at] : '\0';

    /// <exception cref="ShellSyntaxException">It cannot be read.</exception>
    public static ShellNode Parse(string text)
    {
        // Where a here-document ends depends on the sign before the end of a line.
        if (text.Contains('\r', StringComparison.Ordinal) && text.Contains("<<", StringComparison.Ordinal))
            throw new ShellSyntaxException("a here-document's lines end in more than one way");
        var parser = new ShellParser(text.Replace("\r\n", "\n", StringComparison.Ordinal));
        var body = parser.List();
        if (!parser.AtEnd)
            throw new ShellSyntaxException($"'{parser.Here}' stands where no command can begin");
        return body;
    }

    private char Ahead(int by = 1) => _at + by < _text.Length ? _text[_at + by] : '\0';

    private bool Sees(string token) => string.CompareOrdinal(_text, _at, token, 0, token.Length) == 0;

    private bool Take(string token)
    {
        if (!Sees(token))
            return false;
        _at += token.Length;
        return true;
    }

    /// <summary>Blanks, continued lines and comments; also newlines where a list goes on.</summary>
    private void SkipBlank(bool newlines = true)
    {
        while (!AtEnd)
        {
            if (Here is ' ' or '\t')
                _at++;
            else if (Here == '\\' && Ahead() == '\n')
                _at += 2;
            else if (Here == '#' && (_at == 0 || Meta.Contains(_text[_at - 1], StringComparison.Ordinal)))
                SkipLine();
            else if (newlines && Here == '\n')
                Newline();
            else
                return;
        }
    }

    private void SkipLine()
    {
        while (!AtEnd && Here != '\n')
            _at++;
    }

    private void Newline()
    {
        _at++;
        foreach (var document in _documents)
            _at = document.Fill(_text, _at);
        _documents.Clear();
    }

    private ShellNode List(params ReadOnlySpan<string> ends)
    {
        Deeper();
        var items = new List<(Joint, ShellNode)>();
        var joint = Joint.Then;
        while (true)
        {
            SkipBlank();
            if (AtEnd || Here == ')' || Sees(";;") || Sees(";&") || AtWord(ends))
                break;
            var node = Pipeline();
            var next = Joint.Then;
            if (Take("&&"))
                next = Joint.And;
            else if (Take("||"))
                next = Joint.Or;
            else if (Here == '&' && Ahead() != '>')
            {
                _at++;
                node = new ShellNode.Subshell(node);
            }
            else if (Here == ';' && Ahead() is not (';' or '&'))
                _at++;
            else if (!AtEnd && Here is not ('\n' or ')') && !Sees(";;") && !Sees(";&"))
                throw new ShellSyntaxException($"'{Here}' stands where a command should end");
            items.Add((joint, node));
            joint = next;
        }

        if (joint != Joint.Then)
            throw new ShellSyntaxException("a command is missing after && or ||");
        _depth--;
        return items is [(_, var only)] ? only : new ShellNode.Sequence(items);
    }

    /// <exception cref="ShellSyntaxException">It is nested too deeply.</exception>
    private void Deeper()
    {
        // Stryker disable once statement : the same as in ReadingBudget.
        System.Runtime.CompilerServices.RuntimeHelpers.EnsureSufficientExecutionStack();
        if (++_depth > Deepest)
            throw new ShellSyntaxException("it is nested too deeply");
    }

    /// <summary>True before one of these reserved words, standing alone.</summary>
    private bool AtWord(ReadOnlySpan<string> words)
    {
        foreach (var word in words)
        {
            if (Sees(word) && (_at + word.Length >= _text.Length || Meta.Contains(_text[_at + word.Length], StringComparison.Ordinal)))
                return true;
        }

        return false;
    }

    private bool TakeWord(string word)
    {
        SkipBlank();
        if (!AtWord([word]))
            return false;
        _at += word.Length;
        return true;
    }

    private void Need(string word)
    {
        if (!TakeWord(word))
            throw new ShellSyntaxException($"'{word}' is missing");
    }

    private ShellNode Pipeline()
    {
        var parts = new List<ShellNode>();
        while (true)
        {
            SkipBlank();
            if (AtWord(["!"]))
            {
                _at++;
                continue;
            }

            if (AtWord(["time"]))
            {
                _at += 4;
                SkipBlank();
                Take("-p");
                continue;
            }

            parts.Add(Command());
            if (Sees("||") || Here != '|')
                return parts is [var only] ? only : new ShellNode.Pipeline(parts);
            _at++;
            if (Here == '&')
                _at++;
        }
    }

    private ShellNode Command()
    {
        System.Runtime.CompilerServices.RuntimeHelpers.EnsureSufficientExecutionStack();
        if (Sees("((") && Arithmetic() is { } arithmetic)
            return WithRedirections(arithmetic);
        if (Take("("))
        {
            var body = List();
            if (!Take(")"))
                throw new ShellSyntaxException("a '(' is not closed");
            return WithRedirections(new ShellNode.Subshell(body));
        }

        if (TakeWord("{"))
        {
            var body = List("}");
            Need("}");
            return WithRedirections(new ShellNode.Group(body));
        }

        if (TakeWord("[["))
            return WithRedirections(Conditional());
        if (TakeWord("if"))
            return WithRedirections(If());
        if (TakeWord("while") || TakeWord("until"))
        {
            var condition = List("do");
            return WithRedirections(new ShellNode.While(condition, DoGroup()));
        }

        if (TakeWord("for") || TakeWord("select"))
            return WithRedirections(For());
        if (TakeWord("case"))
            return WithRedirections(Case());
        if (TakeWord("function"))
        {
            SkipBlank();
            var name = Name() ?? throw new ShellSyntaxException("a function has no name");
            FunctionFollows();
            SkipBlank();
            return new ShellNode.Function(name, Command());
        }

        if (TakeWord("coproc"))
            return new ShellNode.Subshell(Command());
        return Simple();
    }

    private ShellNode WithRedirections(ShellNode node)
    {
        var redirections = new List<Redirection>();
        while (true)
        {
            SkipBlank(newlines: false);
            if (!TryRedirection(redirections))
                return node with { Redirections = redirections };
        }
    }

    private ShellNode.If If()
    {
        var branches = new List<(ShellNode, ShellNode)>();
        do
        {
            var condition = List("then");
            Need("then");
            branches.Add((condition, List("elif", "else", "fi")));
        }
        while (TakeWord("elif"));

        var otherwise = TakeWord("else") ? List("fi") : null;
        Need("fi");
        return new ShellNode.If(branches, otherwise);
    }

    private ShellNode DoGroup()
    {
        SkipBlank();
        Take(";");
        Need("do");
        var body = List("done");
        Need("done");
        return body;
    }

    private ShellNode For()
    {
        SkipBlank();
        if (Here == '(' && ArithmeticText(certain: true) is { } head)
            return new ShellNode.While(new ShellNode.Test([Quoted(head, _depth)]), DoGroup());
        var name = Name() ?? throw new ShellSyntaxException("a loop has no variable");
        List<Word>? words = null;
        if (TakeWord("in"))
        {
            words = [];
            while (true)
            {
                SkipBlank(newlines: false);
                if (AtEnd || Here is '\n' or ';')
                    break;
                words.Add(NextWord() ?? throw new ShellSyntaxException($"'{Here}' stands in the list of a loop"));
            }
        }

        return new ShellNode.For(name, words, DoGroup());
    }

    private ShellNode.Case Case()
    {
        SkipBlank();
        var subject = NextWord() ?? throw new ShellSyntaxException("a case has no subject");
        Need("in");
        var branches = new List<(IReadOnlyList<Word>, ShellNode)>();
        while (!TakeWord("esac"))
        {
            if (AtEnd)
                throw new ShellSyntaxException("'esac' is missing");
            Take("(");
            var patterns = new List<Word>();
            do
            {
                SkipBlank();
                patterns.Add(NextWord() ?? throw new ShellSyntaxException("a case has no pattern"));
                SkipBlank();
            }
            while (Take("|"));
            if (!Take(")"))
                throw new ShellSyntaxException("a pattern of a case is not closed");
            branches.Add((patterns, List("esac")));
            _ = Take(";;&") || Take(";;") || Take(";&");
        }

        return new ShellNode.Case(subject, branches);
    }

    private ShellNode Simple()
    {
        var (assignments, words, redirections) = (new List<Assignment>(), new List<Word>(), new List<Redirection>());
        while (true)
        {
            SkipBlank(newlines: false);
            if (TryRedirection(redirections))
                continue;
            if (AtEnd || (Meta.Contains(Here, StringComparison.Ordinal) && !IsProcess()))
                break;
            if (words.Count == 0 && TryAssignment() is { } assignment)
            {
                assignments.Add(assignment);
                continue;
            }

            if (NextWord() is not { } word)
                break;
            words.Add(word);
            if (words.Count == 1 && assignments.Count == 0 && word.Plain is { } name && FunctionFollows())
            {
                SkipBlank();
                return new ShellNode.Function(name, Command());
            }
        }

        if (assignments.Count + words.Count + redirections.Count == 0)
            throw new ShellSyntaxException(AtEnd ? "a command is missing at the end" : $"'{Here}' stands where a command should be");
        return new ShellNode.Simple(assignments, words) { Redirections = redirections };
    }

    private bool FunctionFollows()
    {
        var at = _at;
        SkipBlank(newlines: false);
        if (Take("("))
        {
            SkipBlank();
            if (Take(")"))
                return true;
        }

        _at = at;
        return false;
    }
}
