namespace HydraBot.Governance.Readers.Shell;

/// <summary>What a shell knows at a point of its program.</summary>
internal sealed class ShellScope
{
    public Dictionary<string, string> Variables { get; private init; } = new(StringComparer.Ordinal);

    public Dictionary<string, ShellNode> Functions { get; private init; } = new(StringComparer.Ordinal);

    public Dictionary<string, string> Aliases { get; private init; } = new(StringComparer.Ordinal);

    /// <summary>Files that this very program wrote, with everything that it ever put into them. Subshells share them.</summary>
    public Dictionary<string, string> Files { get; private init; } = new(StringComparer.Ordinal);

    /// <summary>Variables that programs which are started see as well.</summary>
    private HashSet<string> Exported { get; init; } = new(Inherited, StringComparer.Ordinal);

    /// <summary>They are in every environment: a new value is seen without export.</summary>
    private static readonly string[] Inherited = ["HOME", "PATH", "PWD", "USER", "LOGNAME", "SHELL", "TERM", "LANG", "TMPDIR", "MAIL", "EDITOR"];

    /// <summary>The positional parameters; null when they are not known.</summary>
    public IReadOnlyList<string>? Positional { get; set; }

    /// <summary>The working directory; null when it is not known.</summary>
    public string? Directory { get; set; }

    public ShellScope Copy() => new()
    {
        Variables = new(Variables, StringComparer.Ordinal),
        Functions = new(Functions, StringComparer.Ordinal),
        Aliases = new(Aliases, StringComparer.Ordinal),
        Files = Files,
        Exported = new(Exported, StringComparer.Ordinal),
        Positional = Positional,
        Directory = Directory,
    };

    /// <summary>Hands a variable, with a value if there is one, to programs that are started.</summary>
    public void Export(string name, string? value = null)
    {
        Exported.Add(name);
        if (value is not null)
            Variables[name] = value;
    }

    /// <summary>Any variable may have another value from here on.</summary>
    public void Forget()
    {
        foreach (var name in Variables.Keys.ToArray())
            Variables[name] = Mark.Anything;
    }

    /// <summary>Takes over what a command did that the shell itself runs; its functions stay.</summary>
    public void Take(ShellScope other)
    {
        foreach (var (name, value) in other.Variables)
            Variables[name] = value;
        foreach (var (name, body) in other.Functions)
            Functions[name] = body;
        Exported.UnionWith(other.Exported);
        (Positional, Directory) = (other.Positional, other.Directory);
    }

    /// <summary>Takes over what a command did that was given variables of its own; some shells keep those of their own commands.</summary>
    public void Take(ShellScope other, IReadOnlyCollection<string> given, bool kept)
    {
        foreach (var name in given)
        {
            if (kept)
                other.Variables[name] = Mark.From(Variables.GetValueOrDefault(name), other.Variables[name]);
            else if (Variables.TryGetValue(name, out var before))
                other.Variables[name] = before;
            else
                other.Variables.Remove(name);
            if (!Exported.Contains(name))
                other.Exported.Remove(name);
        }

        Take(other);
    }

    /// <summary>A copy in which a name means the command itself.</summary>
    public ShellScope WithoutFunctions()
    {
        var copy = Copy();
        copy.Functions.Clear();
        copy.Aliases.Clear();
        return copy;
    }

    /// <summary>What a program that is started knows: a shell's functions and aliases are its own, and so are variables that it did not export.</summary>
    public ShellScope Outside()
    {
        var outside = WithoutFunctions();
        foreach (var name in Variables.Keys.Where(name => !Exported.Contains(name)))
            outside.Variables.Remove(name);
        return outside;
    }

    /// <summary>What this program put into a file.</summary>
    public bool TryFile(string file, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out string? content) => Files.TryGetValue(Place(file), out content);

    /// <summary>A file's name from the root on, as far as the folder is known: the same name elsewhere is another file.</summary>
    private string Place(string file) => Paths.PathText.Absolute(file, Directory, "~") is { } full ? "/" + string.Join('/', Paths.PathText.Components(full))
        : file.StartsWith("./", StringComparison.Ordinal) ? file[2..] : file;

    /// <summary>Something else is put where this program may have written: what it wrote may still be there, or not.</summary>
    public void Spoil(string file)
    {
        if (TryFile(file, out _))
            Store(file, Mark.Anything);
    }

    /// <summary>Takes away what this program put into a file.</summary>
    public bool Remove(string file, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out string? content) => Files.Remove(Place(file), out content);

    /// <summary>Remembers what is written: what was there before may still be what is run.</summary>
    public void Store(string file, string content) =>
        Files[Place(file)] = ShellReader.Limited(Files.TryGetValue(Place(file), out var before) && before.Length > 0 && before != content ? $"{before}\n{content}" : content);

    /// <summary>After a branch that may or may not have been taken: what differs is not known any more.</summary>
    public void Join(ShellScope other)
    {
        foreach (var (name, value) in other.Variables)
        {
            if (!Variables.TryGetValue(name, out var mine) || !string.Equals(mine, value, StringComparison.Ordinal))
                Variables[name] = Mark.From(mine, value);
        }

        foreach (var name in Variables.Keys.Where(name => !other.Variables.ContainsKey(name)).ToArray())
            Variables[name] = Mark.From(Variables[name]);
        foreach (var name in Functions.Keys.Union(other.Functions.Keys).ToArray())
            Functions[name] = Either(name, Functions.GetValueOrDefault(name), other.Functions.GetValueOrDefault(name));
        Exported.UnionWith(other.Exported);
        foreach (var (name, text) in other.Aliases)
            Aliases.TryAdd(name, text);
        if (Positional is null || other.Positional is null || !Positional.SequenceEqual(other.Positional))
            Positional = null;
        if (!string.Equals(Directory, other.Directory, StringComparison.Ordinal))
            Directory = null;
    }

    /// <summary>A function that may have been defined, changed or removed: all of it is read, and where there may be none the command of that name too.</summary>
    private static ShellNode Either(string name, ShellNode? mine, ShellNode? theirs)
    {
        if (ReferenceEquals(mine, theirs))
            return mine!;
        ShellNode Itself() => new ShellNode.Simple([], [Word.Of("command"), Word.Of(name), new Word([new WordPart.Parameter("@", "", true)])]);
        return new ShellNode.Sequence([(Joint.Then, mine ?? Itself()), (Joint.Then, theirs ?? Itself())]);
    }
}
