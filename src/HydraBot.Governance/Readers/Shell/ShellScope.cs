namespace HydraBot.Governance.Readers.Shell;

/// <summary>What a shell knows at a point of its program.</summary>
internal sealed class ShellScope
{
    public Dictionary<string, string> Variables { get; private init; } = new(StringComparer.Ordinal);

    public Dictionary<string, ShellNode> Functions { get; private init; } = new(StringComparer.Ordinal);

    public Dictionary<string, string> Aliases { get; private init; } = new(StringComparer.Ordinal);

    /// <summary>Files that this very program wrote, with everything that it ever put into them. Subshells share them.</summary>
    public Dictionary<string, string> Files { get; private init; } = new(StringComparer.Ordinal);

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
        Positional = Positional,
        Directory = Directory,
    };

    /// <summary>What a program that is started knows: a shell's functions and aliases are its own.</summary>
    public ShellScope Outside()
    {
        var outside = Copy();
        outside.Functions.Clear();
        outside.Aliases.Clear();
        return outside;
    }

    /// <summary>What this program put into a file.</summary>
    public bool TryFile(string file, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out string? content) => Files.TryGetValue(Bare(file), out content);

    private static string Bare(string file) => file.StartsWith("./", StringComparison.Ordinal) ? file[2..] : file;

    /// <summary>Remembers what is written: what was there before may still be what is run.</summary>
    public void Store(string file, string content) =>
        Files[Bare(file)] = Files.TryGetValue(Bare(file), out var before) && before.Length > 0 && before != content ? $"{before}\n{content}" : content;

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
        foreach (var (name, body) in other.Functions)
            Functions.TryAdd(name, body);
        foreach (var (name, text) in other.Aliases)
            Aliases.TryAdd(name, text);
        if (Positional is null || other.Positional is null || !Positional.SequenceEqual(other.Positional))
            Positional = null;
        if (!string.Equals(Directory, other.Directory, StringComparison.Ordinal))
            Directory = null;
    }
}
