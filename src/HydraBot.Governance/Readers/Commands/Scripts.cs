using System.Text.RegularExpressions;
using HydraBot.Governance.Readers.Paths;
using HydraBot.Governance.Readers.Shell;
using HydraBot.Governance.Readers.Sql;

namespace HydraBot.Governance.Readers.Commands;

/// <summary>Shells and interpreters, and the code that they are given.</summary>
internal static partial class Scripts
{
    public static IEnumerable<KeyValuePair<string, CommandReader>> Readers { get; } =
    [
        .. CommandTable.For(Shell, "sh bash dash zsh ksh ash fish rbash mksh csh tcsh yash"),
        .. CommandTable.For(Interpreter, "python python2 python3 python3.8 python3.9 python3.10 python3.11 python3.12 python3.13 python3.14 pypy pypy3 perl perl5 ruby node nodejs deno bun "
            + "php lua luajit Rscript osascript pwsh powershell julia tclsh groovy jshell elixir erl guile racket sbcl scala kotlin swift ghci ts-node tsx expect ipython irb"),
    ];

    private static void Shell(Invocation call, ShellReader shell, ShellScope scope)
    {
        var at = 0;
        var command = false;
        while (at < call.Arguments.Count && call.Arguments[at].Length > 1 && call.Arguments[at][0] is '-' or '+')
        {
            var option = call.Arguments[at];
            if (option is "--version" or "--help")
                return;
            if (option is "--")
            {
                at++;
                break;
            }

            if (option.StartsWith("--rc", StringComparison.Ordinal) || option.StartsWith("--init-", StringComparison.Ordinal))
            {
                shell.Doubt($"{call.Name} runs something first: {call.Line}");
                Certain(option[(option.IndexOf('=', StringComparison.Ordinal) + 1)..], shell, scope);
            }

            if (option is "--rcfile" or "--init-file" || (option[1] != '-' && option[^1] is 'o' or 'O'))
                at++;
            if (option is "-C" or "--command" || (option[1] != '-' && option.Contains('c')))
                command = true;
            at++;
        }

        if (call.HasShort('i') && shell.Findings.Has(FactNames.NetworkUse))
            shell.Findings.Add(FactNames.CodeRemote, "opens a shell to another machine");
        var inside = scope.Outside();
        if (command && at < call.Arguments.Count)
        {
            inside.Positional = [.. call.Arguments.Skip(at + 2)];
            if (at + 1 < call.Arguments.Count)
                inside.Variables["0"] = call.Arguments[at + 1];
            AsIfExported(call.Arguments[at], shell, scope, inside);
            call.Output = shell.Read(call.Arguments[at], inside, call.Input);
        }
        else if (at < call.Arguments.Count && !call.HasShort('s') && call.Arguments[at] is not ("-" or "/dev/stdin"))
        {
            RunFile(call.Arguments[at], [.. call.Arguments.Skip(at + 1)], shell, inside, call.Input);
        }
        else if (call.Input is { } input)
        {
            inside.Positional = [.. call.Arguments.Skip(at)];
            AsIfExported(input, shell, scope, inside);
            Piped(input, shell, inside, call);
        }
        else
        {
            shell.Doubt("opens a shell");
        }
    }

    /// <summary>A variable may have been exported before: what is forbidden with its value counts as well.</summary>
    private static void AsIfExported(string text, ShellReader shell, ShellScope scope, ShellScope inside)
    {
        if (inside.Variables.Count >= scope.Variables.Count)
            return;
        var all = scope.WithoutFunctions();
        all.Positional = inside.Positional;
        Certain(text, shell, all);
    }

    private static void Piped(string input, ShellReader shell, ShellScope scope, Invocation call)
    {
        if (shell.FromNetwork && Mark.IsUnknown(input))
            shell.Findings.Add(FactNames.CodeRemote, "runs what another machine sends, unseen");
        else
            call.Output = shell.Read(input, scope);
    }

    /// <summary>A program in a file: followed when this very text wrote it, else not seen.</summary>
    public static void RunFile(string file, IReadOnlyList<string> arguments, ShellReader shell, ShellScope scope, string? input)
    {
        if (file is "/dev/stdin" or "/dev/fd/0" or "/proc/self/fd/0" && input is not null && !Mark.IsUnknown(input))
        {
            scope.Positional = arguments;
            shell.Read(input, scope);
            return;
        }

        if (scope.TryFile(file, out var content))
        {
            scope.Positional = arguments;
            if (Mark.IsUnknown(content) && shell.Findings.Has(FactNames.NetworkUse))
                shell.Findings.Add(FactNames.CodeRemote, $"runs what another machine sends, unseen: {Mark.Show(file)}");
            else
                shell.Read(content, scope, input);
            return;
        }

        shell.Doubt($"runs the program in {Mark.Show(file)}, which is not seen");
        shell.Paths.Judge(shell.Findings, file, PathUse.Read, scope.Directory);
    }

    private static void Interpreter(Invocation call, ShellReader shell, ShellScope scope)
    {
        if (call.Arguments is ["--version" or "-V" or "-v" or "--help" or "-h"])
            return;
        if (call.Arguments is ["-m", "json.tool" or "this" or "site" or "calendar", ..])
        {
            foreach (var argument in call.Arguments.Skip(2))
                PlainReading.Content(argument, shell, scope);
            return;
        }

        string[] inline = call.Name switch
        {
            "php" => ["-r", "-B", "-R", "-E"],
            "pwsh" or "powershell" => ["-Command", "-c", "-command", "-EncodedCommand", "-enc", "-e"],
            "node" or "nodejs" or "bun" or "tsx" or "ts-node" => ["-e", "--eval", "-p", "--print", "-pe", "eval"],
            "deno" => ["eval"],
            _ => ["-c", "-e", "-E", "-ne", "-pe", "-le", "-lne", "-lpe", "-n", "-i", "--eval", "-nle", "-ple", "-0777", "-pi", "-pie"],
        };
        var code = call.Arguments.Select((argument, at) => (argument, at))
            .Where(pair => pair.at > 0 && inline.Contains(call.Arguments[pair.at - 1])).Select(pair => pair.argument)
            .Concat(call.Arguments.Where(argument => argument.Length > 3 && argument[0] == '-' && argument[1] is 'c' or 'e' or 'r')).ToList();
        if (code.Count == 0 && call.Input is { } piped && call.Plain().All(word => word is "-" or "/dev/stdin"))
        {
            if (shell.FromNetwork && Mark.IsUnknown(piped))
                shell.Findings.Add(FactNames.CodeRemote, "runs what another machine sends, unseen");
            code.Add(piped);
        }

        shell.Doubt(code.Count > 0 ? $"{call.Name} runs code that is not understood to its end" : $"{call.Name} runs a program that is not seen");
        foreach (var argument in call.Plain("-c", "-e", "-m", "-r", "--eval"))
        {
            if (scope.TryFile(argument, out var written))
                code.Add(written);
            if (call.HasShort('i') && call.Name is "perl" or "ruby" && !code.Contains(argument))
                shell.Paths.Judge(shell.Findings, argument, PathUse.Write, scope.Directory);
        }

        foreach (var text in code)
        {
            Literals(text, shell, scope);
            if (call.Name is "pwsh" or "powershell")
                PowerShell(text, shell, scope);
            if (call.Name is "expect" or "tclsh" or "osascript")
                Certain(text, shell, scope);
        }
    }

    /// <summary>The verbs of PowerShell that destroy have the arguments of the shell's, near enough; <c>-EncodedCommand</c> is base64 of UTF-16.</summary>
    private static void PowerShell(string text, ShellReader shell, ShellScope scope)
    {
        Certain(DeletingVerb().Replace(text, "rm "), shell, scope);
        var bytes = new byte[text.Length];
        if (Convert.TryFromBase64String(text, bytes, out var length))
            Certain(DeletingVerb().Replace(System.Text.Encoding.Unicode.GetString(bytes, 0, length), "rm "), shell, scope);
    }

    [GeneratedRegex(@"\b(?:Remove-Item|ri|rd|erase|del)\s", RegexOptions.IgnoreCase)]
    private static partial Regex DeletingVerb();

    /// <summary>What an unknown command is handed to run: the word after <c>-c</c>, <c>-e</c>, <c>--exec</c> and the like.</summary>
    public static void Carried(Invocation call, ShellReader shell, ShellScope scope)
    {
        foreach (var (option, text) in call.Arguments.Zip(call.Arguments.Skip(1)))
        {
            if (option is "-c" or "-e" or "-x" or "--command" or "--exec" or "--run" or "--eval" or "--cmd" or "-cmd")
                Certain(text, shell, scope);
        }
    }

    /// <summary>Reads text as a command that only perhaps runs: what is certainly forbidden counts.</summary>
    public static void Certain(string text, ShellReader shell, ShellScope scope)
    {
        var found = new Findings();
        shell.Telling(found).Read(text, scope.Copy());
        shell.Findings.TakeCertain(found);
    }

    /// <summary>
    /// Code of another language is not parsed: its strings are taken out, put together as the code does, decoded, and each is judged as the
    /// command, the statement or the path that it may be. That finds what is forbidden and never shows that something is not.
    /// </summary>
    public static void Literals(string code, ShellReader shell, ShellScope scope)
    {
        var found = new Findings();
        var inner = shell.Telling(found);
        var texts = new List<string>();
        foreach (Match run in Runs().Matches(code))
        {
            var parts = Strings().Matches(run.Value).Select(match => Encodings.Escapes(match.Groups["text"].Value)).ToArray();
            texts.AddRange([.. parts, string.Concat(parts), string.Join(' ', parts)]);
        }

        texts.AddRange(Backquotes().Matches(code).Select(match => match.Groups["text"].Value));
        var all = Strings().Matches(code).Select(match => Encodings.Escapes(match.Groups["text"].Value)).ToArray();
        texts.AddRange([string.Concat(all), string.Join(' ', all)]);
        foreach (var text in texts.Distinct().Take(200).ToArray())
        {
            // Whatever else it decodes to may stand in a comment.
            if (text.Length >= 8)
                texts.AddRange(new[] { Encodings.Base64(text), Encodings.Hexadecimal(text) }.OfType<string>().SelectMany(decoded => Legible().Matches(decoded).Select(match => match.Value)));
            var reversed = new string([.. text.Reverse()]);
            if (code.Contains("[::-1]", StringComparison.Ordinal) || code.Contains("reverse", StringComparison.Ordinal))
                texts.Add(reversed);
        }

        var use = Deletes().IsMatch(code) ? PathUse.Delete : Writes().IsMatch(code) ? PathUse.Overwrite : PathUse.Read;
        foreach (Match root in DeletesAll().Matches(code))
            shell.Context.Paths.Judge(found, root.Groups[1].Value, PathUse.Delete, scope.Directory);
        foreach (var text in texts.Where(text => text is [_, not ('/' or '.'), ..] or [_, _, _, ..]).Distinct().Take(300))
        {
            if (text.Contains('/', StringComparison.Ordinal) || text.Contains('.', StringComparison.Ordinal))
                shell.Context.Paths.Judge(found, text, use, scope.Directory);
            if (text.Contains(' ', StringComparison.Ordinal))
            {
                inner.Read(text, scope.Copy());
                if (SqlReader.LooksLike(text))
                    SqlReader.Read(text, null, SqlDialect.Unknown, inner, scope);
            }

            // Without a scheme it may be a machine's name all the same; a secret that goes nowhere is none that is sent.
            if (text.Contains("://", StringComparison.Ordinal) || !Mark.IsConfidential(text) && !shell.Context.HoldsSecret(text))
                Http.HttpTarget.Judge(text, Writes().IsMatch(code) || code.Contains("post", StringComparison.OrdinalIgnoreCase) ? "POST" : "GET", inner);
        }

        shell.Findings.TakeCertain(found);
    }

    [GeneratedRegex("""(?:[rbfuRBFU]{0,2}(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')[\s+.,|()\[\]]*)+""", RegexOptions.Singleline)]
    private static partial Regex Runs();

    [GeneratedRegex("""(?:"(?<text>(?:[^"\\]|\\.)*)"|'(?<text>(?:[^'\\]|\\.)*)')""", RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex Strings();

    [GeneratedRegex("`(?<text>[^`]+)`|[q%][qQwWx]{0,2}[({\\[](?<text>[^)}\\]]*)[)}\\]]", RegexOptions.ExplicitCapture)]
    private static partial Regex Backquotes();

    /// <summary>Text that a person could read.</summary>
    [GeneratedRegex("[ -~\t\n]{4,}")]
    private static partial Regex Legible();

    /// <summary>What is deleted by a name that means little anywhere else, as the root's does.</summary>
    [GeneratedRegex("""(?:rmtree|rmSync|rmdir\w*|rm|rm_r\w*|removeSync|remove_entry\w*|remove_dir\w*|rimraf)\s*\(?\s*(?:[\w.]+\(\s*)?["']([/.~]+)["']""", RegexOptions.IgnoreCase)]
    private static partial Regex DeletesAll();

    [GeneratedRegex("rmtree|unlink|remove|rmdir|rmSync|rm\\(|delete|truncate|FileUtils\\.rm|shred", RegexOptions.IgnoreCase)]
    private static partial Regex Deletes();

    [GeneratedRegex("""write|['"][wa][b+]*['"]|append|rename|move|copy|chmod|put""", RegexOptions.IgnoreCase)]
    private static partial Regex Writes();
}
