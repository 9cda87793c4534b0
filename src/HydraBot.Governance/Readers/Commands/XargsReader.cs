using System.Text.RegularExpressions;
using HydraBot.Governance.Readers.Shell;

namespace HydraBot.Governance.Readers.Commands;

/// <summary>Reads <c>xargs</c> and <c>parallel</c>, which start a command with what they are given.</summary>
internal static partial class XargsReader
{
    public static void Read(Invocation call, ShellReader shell, ShellScope scope)
    {
        string[] withValue = ["-n", "-I", "-P", "-L", "-d", "-a", "-s", "-E", "--max-args", "--max-procs", "--max-chars", "--process-slot-var", "--delimiter", "--arg-file", "-j", "--jobs", "-N", "--colsep"];
        var at = Wrappers.SkipOptions(call.Arguments, withValue);
        var own = Options.WrittenOut(call with { Arguments = [.. call.Arguments.Take(at)] }, withValue);
        call = call with { Arguments = [.. own.Arguments, .. call.Arguments.Skip(at)] };
        var words = call.Arguments.Skip(at).TakeWhile(word => !word.StartsWith(":::", StringComparison.Ordinal)).ToList();
        var given = call.Arguments.SkipWhile(word => !word.StartsWith(":::", StringComparison.Ordinal)).Skip(1).ToArray();
        // Four of them stand before files with more.
        var input = call.Has("-a", "--arg-file") || call.Arguments.Any(word => word.StartsWith("::::", StringComparison.Ordinal)) ? Mark.Anything : given.Length > 0 ? string.Join('\n', given) : call.Input ?? Mark.Anything;
        var items = Mark.IsOpen(input) ? [input.Replace('\n', ' ').Trim() is { Length: > 0 and < 2000 } open ? open : Mark.Anything] : Items(input, call);
        if (items.Length > 24)
            items = [Mark.Anything];
        if (call.Name == "parallel" && call.Arguments.Take(at).Any(argument => argument.StartsWith("--joblog", StringComparison.Ordinal) || argument.StartsWith("--res", StringComparison.Ordinal) || argument.StartsWith("--sshlogin", StringComparison.Ordinal) || argument.StartsWith("-S", StringComparison.Ordinal) || argument.StartsWith("--tmp", StringComparison.Ordinal)))
            shell.Doubt($"parallel writes more, or works elsewhere: {call.Line}");
        if (words.Count == 0 && call.Name == "parallel")
        {
            foreach (var item in items)
                shell.Read(item, scope.Outside());
            return;
        }

        if (words.Count == 0)
            words.Add("echo");
        // What --replace stands for is written into the same word, or is {}.
        var hole = call.ValueOf("-I") ?? call.Arguments.FirstOrDefault(argument => argument.StartsWith("--replace=", StringComparison.Ordinal))?[10..]
            ?? (call.HasShort('i') || call.Has("--replace") ? "{}" : null);
        if (call.Name == "parallel")
        {
            Lines(words, hole ?? "{}", items, shell, scope);
            return;
        }

        if (hole is { Length: > 0 } && words.Any(word => word.Contains(hole, StringComparison.Ordinal)))
        {
            foreach (var item in items)
                shell.Invoke([.. words.Select(word => word.Replace(hole, item, StringComparison.Ordinal))], scope.Outside(), null);
        }
        else
        {
            // Without a single item it is started once as well.
            call.Output = shell.Invoke([.. words, .. items], scope.Outside(), null);
            if (call.ValueOf("-n", "-L", "--max-args", "--max-lines") is not null || call.HasShort('l'))
            {
                foreach (var item in items)
                    shell.Invoke([.. words, item], scope.Outside(), null);
            }
        }
    }

    /// <summary>parallel hands whole lines to a shell, with quotes around what it puts in.</summary>
    private static void Lines(List<string> words, string hole, string[] items, ShellReader shell, ShellScope scope)
    {
        var line = PartOfItem().Replace(string.Join(' ', words), Mark.Anything);
        foreach (var item in items)
            shell.Read(line.Contains(hole, StringComparison.Ordinal) ? line.Replace(hole, ShellReader.Quote(item), StringComparison.Ordinal) : line.Contains(Mark.Unknown) ? line : $"{line} {ShellReader.Quote(item)}", scope.Outside());
    }

    /// <summary>What stands for a part of an item, or for one of several.</summary>
    [GeneratedRegex(@"\{(?:[-+]?\d+)?(?:[.#%]|//?\.?)?\}(?<!\{\})")]
    private static partial Regex PartOfItem();

    private static string[] Items(string input, Invocation call)
    {
        if (call.HasShort('0') || call.Has("--null"))
            return input.Split('\0', StringSplitOptions.RemoveEmptyEntries);
        if (call.ValueOf("-d", "--delimiter") is { Length: > 0 } delimiter)
            return input.TrimEnd('\n').Split(Encodings.Escapes(delimiter), StringSplitOptions.RemoveEmptyEntries);
        if (call.ValueOf("-I", "--replace") is not null || call.Name == "parallel")
        {
            // With its quotes as well as without: which of them xargs takes away depends on options that are not all known.
            var lines = input.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            return [.. lines.Union(lines.Select(line => Unquoted().Replace(line, "$1$2$3")))];
        }
        return [.. Quoted().Matches(input).Select(item => Unquoted().Replace(item.Value, "$1$2$3"))];
    }

    /// <summary>A word of what xargs reads: blanks count within quotes and behind a backslash.</summary>
    [GeneratedRegex("""(?:'[^'\n]*'|"[^"\n]*"|\\.|[^\s])+""", RegexOptions.Singleline)]
    private static partial Regex Quoted();

    [GeneratedRegex("""'([^'\n]*)'|"([^"\n]*)"|\\(.)""", RegexOptions.Singleline)]
    private static partial Regex Unquoted();
}
