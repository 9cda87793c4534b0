using System.Text.RegularExpressions;
using HydraBot.Governance.Readers.Paths;
using HydraBot.Governance.Readers.Shell;

namespace HydraBot.Governance.Readers.Commands;

/// <summary>Commands that make, change, move and delete files.</summary>
internal static partial class FileChanges
{
    public static IEnumerable<KeyValuePair<string, CommandReader>> Readers { get; } =
    [
        .. CommandTable.For(Remove, "rm rmdir unlink shred srm wipe trash trash-put"), .. CommandTable.For(Move, "mv rename"), .. CommandTable.For(Copy, "cp install rsync"),
        .. CommandTable.For(Link, "ln link"), .. CommandTable.For(Make, "mkdir touch mkfifo mknod mktemp"), .. CommandTable.For(Tee, "tee sponge"),
        .. CommandTable.For(Truncate, "truncate fallocate"), .. CommandTable.For(Blocks, "dd dcfldd ddrescue pv"), .. CommandTable.For(Edit, "vi vim nvim ex ed nano emacs patch"),
        .. CommandTable.For(Pack, "zip 7z 7za rar split csplit"),
    ];

    private static void Each(IEnumerable<string> paths, PathUse use, ShellReader shell, ShellScope scope)
    {
        foreach (var path in paths)
            shell.Paths.Judge(shell.Findings, path, use, scope.Directory);
    }

    private static void Remove(Invocation call, ShellReader shell, ShellScope scope)
    {
        call.Output = "";
        if (call.Arguments is ["--help" or "--version"])
            return;
        var paths = (call.Name == "shred" ? call.Plain("-n", "-s") : call.Plain()).ToArray();
        Each(paths, PathUse.Delete, shell, scope);
        if (paths.Length == 0)
            shell.Doubt($"{call.Name} deletes what is not seen");
        if (call.Has("--no-preserve-root"))
            shell.Findings.Add(FactNames.SystemDestroy, "deletes from the root of the file system on");
        // A pattern or a folder may hold what must stay.
        foreach (var path in paths.Where(Mark.IsPattern))
            Each([path[..(path.LastIndexOf('/') + 1)] + ".git"], PathUse.Read, shell, scope);
    }

    private static void Move(Invocation call, ShellReader shell, ShellScope scope)
    {
        call.Output = "";
        call = Options.WrittenOut(call, ["--target-directory"]);
        var paths = call.Plain("-t", "--target-directory", "-S").ToList();
        if (call.ValueOf("-t", "--target-directory") is { Length: > 0 } target)
            paths.Add(target);
        if (call.Name == "rename" || paths.Count < 2)
            shell.Doubt($"{call.Name} moves what is not seen");
        Each(paths.SkipLast(1), PathUse.Delete, shell, scope);
        Each(paths.TakeLast(1), PathUse.Overwrite, shell, scope);
        foreach (var source in paths.SkipLast(1))
        {
            if (scope.Remove(source, out var content))
                scope.Store(paths[^1], content);
            else
                Replaces(source, paths[^1], scope);
        }
    }

    private static void Copy(Invocation call, ShellReader shell, ShellScope scope)
    {
        call.Output = "";
        call = Options.WrittenOut(call, ["--target-directory"]);
        if (call.ValueOf("-e", "--rsh", "--rsync-path") is { Length: > 0 } remote && call.Name == "rsync")
            Scripts.Certain(remote, shell, scope);
        string[] withValue = call.Name switch
        {
            "cp" => ["-t", "--target-directory", "-S", "--suffix"],
            "install" => ["-t", "--target-directory", "-S", "--suffix", "-m", "--mode", "-o", "--owner", "-g", "--group"],
            _ => ["-e", "--rsh", "--exclude", "--include", "--bwlimit", "-T", "--log-file", "--write-batch", "--only-write-batch", "--temp-dir", "--partial-dir", "--backup-dir"],
        };
        var paths = call.Plain(withValue).ToList();
        if (call.ValueOf("-t", "--target-directory") is { Length: > 0 } target && call.Name != "rsync")
            paths.Add(target);
        if (call.Name == "rsync" && paths.Any(Network.IsRemote))
        {
            Network.Transfer(paths, shell, scope);
            return;
        }

        if (call.Name == "install" && call.HasShort('d', "tSmog"))
        {
            Each(paths, PathUse.Write, shell, scope);
            return;
        }

        // rsync takes away what it has copied, when it is told to.
        Each(paths.SkipLast(1), call.Has("--remove-source-files", "--remove-sent-files") ? PathUse.Delete : PathUse.Read, shell, scope);
        foreach (var (place, argument) in call.Arguments.Index())
        {
            if (call.Name == "rsync" && RsyncWrites().Match(argument) is { Success: true } match)
                Each([match.Groups[1].Length > 0 ? match.Groups[1].Value : call.Arguments.ElementAtOrDefault(place + 1) ?? ""], PathUse.Write, shell, scope);
        }

        var deletes = call.Name == "rsync" && call.Arguments.Any(argument => argument.StartsWith("--del", StringComparison.Ordinal) || argument == "--remove-source-files");
        if (!(call.Name == "rsync" && (call.HasShort('n', "efBMT") || call.Has("--dry-run")) && !call.Has("--no-dry-run", "--no-n")))
            Each(paths.TakeLast(1), deletes ? PathUse.Delete : PathUse.Overwrite, shell, scope);
        foreach (var source in paths.SkipLast(1))
        {
            if (paths.Count == 2 && scope.TryFile(source, out var content))
                scope.Store(paths[1], content);
            else
                Replaces(source, paths[^1], scope);
        }
    }

    [GeneratedRegex("^(?:-T|--(?:log-file|write-batch|only-write-batch|temp-dir|partial-dir|backup-dir)(?:=|$))(.*)")]
    private static partial Regex RsyncWrites();

    /// <summary>What is copied or moved may replace what this program wrote, under the new name or in the new folder.</summary>
    private static void Replaces(string source, string target, ShellScope scope)
    {
        scope.Spoil(target);
        scope.Spoil($"{target}/{source[(source.LastIndexOf('/') + 1)..]}");
    }

    /// <summary>A link gives what it leads to a second name: that must not be a way around.</summary>
    private static void Link(Invocation call, ShellReader shell, ShellScope scope)
    {
        // Stryker disable once string : what it says counts nowhere beside the doubt that a link brings.
        call.Output = "";
        call = Options.WrittenOut(call, ["--target-directory"]);
        var paths = call.Plain("-t", "--target-directory", "-S").ToList();
        // A single name is given its second one where the command runs.
        if (call.ValueOf("-t", "--target-directory") is { Length: > 0 } folder)
            paths.Add(folder);
        else if (paths.Count == 1)
            paths.Add(".");
        Each(paths.TakeLast(1), PathUse.Write, shell, scope);
        var found = new Findings();
        foreach (var path in paths.SkipLast(1))
        {
            shell.Paths.Judge(found, path, PathUse.Write, scope.Directory);
            shell.Paths.Judge(found, path, PathUse.Read, scope.Directory);
        }

        foreach (var fact in found.Facts.Where(fact => fact.Name is not (FactNames.PathOutside or FactNames.PathWrite)))
            shell.Findings.Add(fact.Name, $"makes a link: {fact.Detail}", fact.Subject);
        foreach (var path in paths.SkipLast(1))
            Replaces(path, paths[^1], scope);
        shell.Doubt("makes a link");
    }

    private static void Make(Invocation call, ShellReader shell, ShellScope scope)
    {
        call.Output = call.Name == "mktemp" ? "/tmp/tmp.new\n" : "";
        // mkdir -p names no folder, mktemp -p does.
        Each(call.Name is "touch" ? call.Plain("-d", "-r", "-t") : call.Name is "mktemp" ? call.Plain("-p") : call.Plain("-m"), PathUse.Write, shell, scope);
        if (call.Name is "mktemp" or "mknod")
            shell.Findings.Add(FactNames.SystemChange, call.Line);
    }

    private static void Tee(Invocation call, ShellReader shell, ShellScope scope)
    {
        var input = call.Input ?? "";
        var appends = call.HasShort('a') || call.Has("--append");
        foreach (var path in call.Plain())
        {
            shell.Paths.Judge(shell.Findings, path, appends ? PathUse.Write : PathUse.Overwrite, scope.Directory);
            Safeguards.Written(input, path, shell);
            scope.Store(path, input);
        }

        call.Output = input;
    }

    private static void Truncate(Invocation call, ShellReader shell, ShellScope scope)
    {
        call.Output = "";
        Each(call.Name == "truncate" ? call.Plain("-s", "--size", "-r", "--reference") : call.Plain("-l", "--length", "-o", "--offset"), PathUse.Overwrite, shell, scope);
    }

    private static void Blocks(Invocation call, ShellReader shell, ShellScope scope)
    {
        if (call.Name == "ddrescue")
        {
            var files = call.Plain("-a", "-b", "-c", "-e", "-E", "-H", "-i", "-K", "-m", "-o", "-r", "-s", "-T", "-x", "-Z").ToArray();
            Each(files.Take(1), PathUse.Read, shell, scope);
            Each(files.Skip(1), PathUse.Overwrite, shell, scope);
            return;
        }

        if (call.Name == "pv" && call.ValueOf("-o", "--output") is { Length: > 0 } target)
            Each([target], PathUse.Overwrite, shell, scope);
        if (call.Name == "dcfldd" && call.Arguments.Any(argument => argument.Contains(":=", StringComparison.Ordinal) || argument.Contains("log=", StringComparison.Ordinal) || argument.Contains("pipe=", StringComparison.Ordinal)))
            shell.Doubt($"writes or runs something more: {call.Line}");
        foreach (var argument in call.Arguments)
        {
            if (argument.StartsWith("of=", StringComparison.Ordinal))
                Each([argument[3..]], PathUse.Overwrite, shell, scope);
            else if (argument.StartsWith("if=", StringComparison.Ordinal))
                Each([argument[3..]], PathUse.Read, shell, scope);
            else if (call.Name == "pv" || Mark.IsUnknown(argument))
                PlainReading.Content(argument, shell, scope);
        }
    }

    private static void Edit(Invocation call, ShellReader shell, ShellScope scope)
    {
        shell.Doubt($"{call.Name} edits by a program of its own");
        string[] withValue = call.Name switch
        {
            "patch" => ["-i", "-p", "-o", "-d", "-D", "-B", "-F", "-g", "-r", "-V", "-Y", "-z"],
            "ed" => ["-p"],
            _ => ["-c", "-S", "-u", "-i", "--cmd"],
        };
        Each(call.Plain(withValue).Select(path => path.TrimStart('+')), PathUse.Write, shell, scope);
        if (call.Name == "patch")
        {
            Each([call.ValueOf("-d", "--directory") ?? ""], PathUse.Write, shell, scope);
            Each([call.ValueOf("-o", "--output") ?? "", call.ValueOf("-r", "--reject-file") ?? ""], PathUse.Overwrite, shell, scope);
        }

        foreach (var text in call.Arguments.Where(argument => argument.StartsWith('+')).Select(argument => argument[1..])
            .Concat(call.Arguments.Where((_, at) => at > 0 && call.Arguments[at - 1] is "-c" or "--cmd")))
        {
            if (text.IndexOf('!', StringComparison.Ordinal) is >= 0 and var at)
                Scripts.Certain(text[(at + 1)..], shell, scope);
        }

        foreach (var text in call.Arguments.Where(argument => argument.StartsWith('!')))
            Scripts.Certain(text[1..], shell, scope);
        if (call.Input is { } told)
        {
            foreach (var line in told.Split('\n').Where(line => line.StartsWith('!')))
                Scripts.Certain(line[1..], shell, scope);
        }
    }

    private static void Pack(Invocation call, ShellReader shell, ShellScope scope)
    {
        if (call.Name is "7z" or "7za" or "rar" && call.Arguments is ["l" or "t", ..])
            return;
        if (call.Name is "split" or "csplit")
        {
            Split(call, shell, scope);
            return;
        }

        // The first word of 7z and rar says what to do; the archive follows.
        var paths = call.Plain("-TT", "-b", "-t", "-n", "-x", "-i").Where((word, at) => at > 0 || call.Name == "zip" || word.Length > 1).ToArray();
        var command = call.ValueOf("-TT", "--unzip-command");
        if (call.Name == "zip" && call.Arguments.SkipWhile(argument => argument is not ['-', not '-', .., 'T', 'T']).ToArray() is [_, var tests, ..])
            (command, paths) = (tests, [.. paths.Where(path => path != tests)]);
        Each(paths.Take(1), PathUse.Write, shell, scope);
        var moves = call.Name == "zip" && (call.HasShort('m', "bntxi") || call.Has("--move"));
        Each(paths.Skip(1), moves ? PathUse.Delete : PathUse.Read, shell, scope);
        if (call.Name is "7z" or "7za" && call.Arguments.FirstOrDefault(argument => argument is ['-', 'o', _, ..]) is { } folder)
            Each([folder[2..]], PathUse.Write, shell, scope);
        shell.Doubt("packs files");
        if (command is not null)
            Scripts.Certain(command, shell, scope);
    }

    private static void Split(Invocation call, ShellReader shell, ShellScope scope)
    {
        var words = call.Plain("-b", "-l", "-n", "-a", "-C", "-t", "-f", "--bytes", "--lines", "--number", "--suffix-length", "--prefix", "--filter").ToArray();
        Each(words.Take(1), PathUse.Read, shell, scope);
        if (call.Name == "csplit")
            Each([call.ValueOf("-f", "--prefix") is { Length: > 0 } prefix ? prefix : "xx"], PathUse.Write, shell, scope);
        else
            Each([words.ElementAtOrDefault(1) ?? "x"], PathUse.Write, shell, scope);
        if (call.ValueOf("--filter") is { } command)
            Scripts.Certain(command, shell, scope);
        shell.Doubt("packs files");
    }
}
