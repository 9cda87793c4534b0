namespace HydraBot.Governance.Readers.Shell;

/// <summary>A piece of a shell program (POSIX.1-2024 XCU 2, with the extensions of bash that people use).</summary>
internal abstract record ShellNode
{
    public IReadOnlyList<Redirection> Redirections { get; init; } = [];

    /// <summary>Assignments, a command with its words, redirections.</summary>
    public sealed record Simple(IReadOnlyList<Assignment> Assignments, IReadOnlyList<Word> Words) : ShellNode;

    /// <summary>Commands joined by <c>|</c>.</summary>
    public sealed record Pipeline(IReadOnlyList<ShellNode> Parts) : ShellNode;

    /// <summary>Commands one after the other, each with what joins it to the one before.</summary>
    public sealed record Sequence(IReadOnlyList<(Joint Joint, ShellNode Node)> Items) : ShellNode;

    /// <summary><c>( ... )</c>, whose changes to variables end with it; also what runs in the background.</summary>
    public sealed record Subshell(ShellNode Body) : ShellNode;

    /// <summary><c>{ ...; }</c>.</summary>
    public sealed record Group(ShellNode Body) : ShellNode;

    /// <summary><c>if</c>, with its <c>elif</c> branches.</summary>
    public sealed record If(IReadOnlyList<(ShellNode Condition, ShellNode Body)> Branches, ShellNode? Otherwise) : ShellNode;

    /// <summary><c>while</c> and <c>until</c>.</summary>
    public sealed record While(ShellNode Condition, ShellNode Body) : ShellNode;

    /// <summary><c>for</c> and <c>select</c>; without words, over the positional parameters.</summary>
    public sealed record For(string Name, IReadOnlyList<Word>? Words, ShellNode Body) : ShellNode;

    /// <summary><c>case</c>.</summary>
    public sealed record Case(Word Subject, IReadOnlyList<(IReadOnlyList<Word> Patterns, ShellNode Body)> Branches) : ShellNode;

    /// <summary>A function's definition.</summary>
    public sealed record Function(string Name, ShellNode Body) : ShellNode;

    /// <summary><c>[[ ... ]]</c> or <c>(( ... ))</c>: words that are expanded and compared.</summary>
    /// <param name="Words">What is compared.</param>
    /// <param name="Commands">What a shell without <c>(( ... ))</c> runs instead: two subshells.</param>
    public sealed record Test(IReadOnlyList<Word> Words, string? Commands = null) : ShellNode;
}

/// <summary>What stands between two commands.</summary>
internal enum Joint
{
    /// <summary>One after the other.</summary>
    Then,

    /// <summary>Only after success.</summary>
    And,

    /// <summary>Only after failure.</summary>
    Or,
}

/// <summary><c>name=value</c> or <c>name+=value</c>.</summary>
/// <param name="Name">The variable.</param>
/// <param name="Value">What it gets.</param>
/// <param name="Appends">True for <c>+=</c>.</param>
/// <param name="Index">The place in an array, as in <c>name[1]=value</c>.</param>
/// <param name="Elements">The words of a whole array, as in <c>name=(a b)</c>.</param>
internal sealed record Assignment(string Name, Word Value, bool Appends, string? Index = null, IReadOnlyList<Word>? Elements = null);

/// <summary>A redirection.</summary>
/// <param name="Operator">As written, for example <c>&gt;&gt;</c>; <c>&lt;&lt;</c> for a here-document and <c>&lt;&lt;&lt;</c> for a here-string.</param>
/// <param name="Target">The file, or the text.</param>
internal sealed record Redirection(string Operator, Word Target);

/// <summary>A word before expansion.</summary>
internal sealed record Word(IReadOnlyList<WordPart> Parts)
{
    public static Word Of(string text) => new([new WordPart.Literal(text, true)]);

    /// <summary>The text, when no expansion is in it.</summary>
    public string? Plain => Parts.All(part => part is WordPart.Literal) ? string.Concat(Parts.Select(part => ((WordPart.Literal)part).Text)) : null;
}

/// <summary>A part of a word.</summary>
internal abstract record WordPart(bool Quoted)
{
    public sealed record Literal(string Text, bool Quoted) : WordPart(Quoted);

    /// <summary><c>$name</c> or <c>${name operation}</c>; before the name may stand <c>!</c> or <c>#</c>.</summary>
    public sealed record Parameter(string Name, string Operation, bool Quoted, char Prefix = '\0') : WordPart(Quoted);

    /// <summary><c>$( ... )</c> or backquotes.</summary>
    public sealed record Command(ShellNode Body, bool Quoted) : WordPart(Quoted);

    /// <summary><c>&lt;( ... )</c> or <c>&gt;( ... )</c>.</summary>
    // Stryker disable once boolean : it becomes a name like /dev/fd/60, which is the same with and without quotes.
    public sealed record Process(ShellNode Body) : WordPart(false);

    /// <summary><c>$(( ... ))</c>, with the commands that it may hold.</summary>
    public sealed record Arithmetic(string Text, Word Inner, bool Quoted) : WordPart(Quoted);
}
