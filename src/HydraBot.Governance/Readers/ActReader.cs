using System.Text.Json;
using HydraBot.Governance.Audit;
using HydraBot.Governance.Readers.Commands;
using HydraBot.Governance.Readers.Paths;
using HydraBot.Governance.Readers.Shell;
using HydraBot.Governance.Readers.Sql;
using HydraBot.Governance.Readers.Text;

namespace HydraBot.Governance.Readers;

/// <summary>
/// Understands the general acts, those whose arguments can say anything, and reduces each to facts. Pure but for the places where it asks
/// about links. When in doubt it says so: <see cref="FactNames.Reads"/> is there only for what was understood whole and only looks.
/// </summary>
public sealed class ActReader
{
    private static readonly Fact[] OnlyReads = [new(FactNames.Reads, "only looks")];

    private readonly ReaderContext _context;

    /// <summary>A reader for one house.</summary>
    /// <param name="places">The places that the law speaks of.</param>
    /// <param name="links">Where links lead; null where there is no file system to ask.</param>
    /// <param name="mask">Knows secrets when it sees them.</param>
    public ActReader(Places places, IFileLinks? links = null, SecretMask? mask = null) =>
        _context = new ReaderContext(places, new PathReader(places, links), mask);

    /// <summary>True for the acts that are read.</summary>
    public static bool Reads(string operation) =>
        operation is "shell.run" or "container.exec" or "git.run" or "database.execute" or "file.write" or "file.edit" or "file.delete" or "message.send";

    /// <summary>The facts of an act; none for operations that are not read.</summary>
    public IReadOnlyList<Fact> Read(string operation, JsonElement arguments)
    {
        if (!Reads(operation))
            return [];
        var found = new Findings();
        try
        {
            Read(operation, arguments, found);
        }
        catch (Exception exception)
        {
            // A reader that stumbles has not understood: the act is not taken for harmless, and whoever decides is told.
            found.Add(FactNames.Unclear, $"the reader stumbled over it ({exception.GetType().Name})");
        }

        return found.Count > 0 || operation is "file.write" or "file.edit" or "file.delete" or "message.send" ? found.Facts : OnlyReads;
    }

    private void Read(string operation, JsonElement arguments, Findings found)
    {
        var shell = new ShellReader(_context, found);
        switch (operation)
        {
            // In a container as on the machine: what is forbidden here is forbidden there.
            case "shell.run" or "container.exec":
                Command(Text(arguments, "command"), Folder(arguments), found, shell);
                break;
            case "git.run":
                Git(Text(arguments, "command"), Folder(arguments), found, shell);
                break;
            case "database.execute":
                Statement(Text(arguments, "sql"), Text(arguments, "database"), found, shell);
                break;
            case "file.write":
                _context.Paths.Judge(found, Text(arguments, "path"), PathUse.Write, Folder(arguments));
                Safeguards.Written(Text(arguments, "content"), Text(arguments, "path"), found);
                break;
            case "file.delete":
                _context.Paths.Judge(found, Text(arguments, "path"), PathUse.Delete, Folder(arguments));
                break;
            case "file.edit":
                Edit(arguments, found);
                break;
            default:
                if (_context.HoldsSecret(Text(arguments, "text")) || _context.HoldsSecret(LookAlikes.Fold(Text(arguments, "text"))))
                    found.Add(FactNames.SecretSend, "the message holds something that is a secret or looks like one");
                break;
        }
    }

    private static string Text(JsonElement arguments, string name) =>
        arguments.ValueKind == JsonValueKind.Object && arguments.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";

    /// <summary>The folder that an act says it starts from; where work starts when it says nothing.</summary>
    private string? Folder(JsonElement arguments) => _context.Paths.Full(Text(arguments, "workingDirectory"), _context.Paths.Start);

    private static void Command(string command, string? folder, Findings found, ShellReader shell)
    {
        if (command.Trim().Length == 0)
            found.Add(FactNames.Unclear, "there is no command");
        if (Mark.IsOpen(command) || LookAlikes.HasInvisible(command))
            found.Add(FactNames.Unclear, "the command holds signs that cannot be seen");
        shell.Read(command, new ShellScope { Directory = folder });
        var plain = LookAlikes.Fold(command);
        if (plain != command)
        {
            // It is also read as a person would take it, and as what it becomes when a later step makes it plain.
            var seen = new Findings();
            shell.Telling(seen).Read(plain, new ShellScope { Directory = folder });
            found.TakeCertain(seen);
        }
    }

    private static void Git(string command, string? folder, Findings found, ShellReader shell)
    {
        var trimmed = command.TrimStart();
        var first = trimmed.Split([' ', '\t', '\n'], 2)[0];
        if (first.StartsWith('-') || first.Length > 0 && !first.Contains("git", StringComparison.OrdinalIgnoreCase) && first.All(sign => char.IsAsciiLetterLower(sign) || sign == '-')
            && (HydraBot.Governance.Readers.Git.GitReading.Known(first) || !CommandTable.Knows(first)))
            command = "git " + trimmed;
        Command(command, folder, found, shell);
    }

    private static void Statement(string sql, string database, Findings found, ShellReader shell)
    {
        if (sql.Trim().Length == 0)
            found.Add(FactNames.Unclear, "there is no statement");
        var scope = new ShellScope();
        SqlReader.Read(sql, database, SqlDialect.Unknown, shell, scope);
        var plain = LookAlikes.Fold(sql);
        if (plain != sql)
        {
            var seen = new Findings();
            SqlReader.Read(plain, database, SqlDialect.Unknown, shell.Telling(seen), scope);
            found.TakeCertain(seen);
        }
    }

    private void Edit(JsonElement arguments, Findings found)
    {
        var (path, patch) = (Text(arguments, "path"), Text(arguments, "patch"));
        _context.Paths.Judge(found, path, PathUse.Write, Folder(arguments));
        var added = new List<string>();
        foreach (var line in patch.Split('\n'))
        {
            // A patch may name other files than the one that it claims to change.
            if (line.StartsWith("+++ ", StringComparison.Ordinal) || line.StartsWith("--- ", StringComparison.Ordinal) || line.StartsWith("*** ", StringComparison.Ordinal))
                Named(line[4..], found, arguments);
            else if (Header(line) is { } named)
                Named(named, found, arguments);
            else if (line.StartsWith('+'))
                added.Add(line[1..]);
        }

        Safeguards.Written(added.Count == 0 ? patch : string.Join('\n', added), path, found);
    }

    /// <summary>A file that a line of a patch without any change of text names.</summary>
    private static string? Header(string line)
    {
        foreach (var header in (ReadOnlySpan<string>)["rename to ", "rename from ", "copy to "])
        {
            if (line.StartsWith(header, StringComparison.Ordinal))
                return line[header.Length..];
        }

        return line.StartsWith("diff --git ", StringComparison.Ordinal) ? line.Split(' ')[^1] : null;
    }

    private void Named(string text, Findings found, JsonElement arguments)
    {
        var name = text.Split('\t')[0].Trim();
        if (name is ['"', .., '"'])
            name = Encodings.Escapes(name[1..^1]);
        foreach (var prefix in (ReadOnlySpan<string>)["Update File: ", "Add File: ", "Delete File: ", "Move to: "])
        {
            if (name.StartsWith(prefix, StringComparison.Ordinal))
                name = name[prefix.Length..];
        }

        if (name.StartsWith("a/", StringComparison.Ordinal) || name.StartsWith("b/", StringComparison.Ordinal))
            name = name[2..];
        if (name is not ("Begin Patch" or "End Patch" or "End of File"))
            _context.Paths.Judge(found, name, PathUse.Write, Folder(arguments));
    }
}
