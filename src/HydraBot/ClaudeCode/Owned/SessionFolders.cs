using System.Runtime.CompilerServices;
using HydraBot.Governance.Operations;
using Microsoft.Extensions.Options;

namespace HydraBot.ClaudeCode.Owned;

/// <summary>Where sessions of the house may work: below the folders that were set, links followed.</summary>
internal sealed class SessionFolders(IOptions<ClaudeCodeOptions> options) : ISuggestionSource
{
    /// <summary>The folder that somebody means, as it really is.</summary>
    /// <exception cref="OperationException">There is none, or it is not allowed.</exception>
    public string Allowed(string wanted)
    {
        var roots = options.Value.Folders;
        if (roots.Count == 0)
            throw new OperationException("Sessions of the house are off: ClaudeCode:Folders names no folder in which they may work.");
        var candidates = Path.IsPathFullyQualified(wanted) ? [wanted] : roots.Select(root => Path.Combine(root, wanted));
        foreach (var candidate in candidates.Where(Directory.Exists).Select(Real))
        {
            if (roots.Where(Directory.Exists).Select(Real).Any(root => candidate == root || candidate.StartsWith(root.TrimEnd(Path.DirectorySeparatorChar) + Path.DirectorySeparatorChar, StringComparison.Ordinal)))
                return candidate;
        }

        throw OperationException.WrongArgument($"'{wanted}' is no folder below ClaudeCode:Folders; allowed is {string.Join(", ", roots)} and what lies below.");
    }

    public async IAsyncEnumerable<string> SuggestAsync(string typed, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        foreach (var root in options.Value.Folders.Where(Directory.Exists))
        {
            foreach (var folder in Directory.EnumerateDirectories(root).Prepend(root).Where(folder => folder.Contains(typed.Trim(), StringComparison.OrdinalIgnoreCase)).Order(StringComparer.Ordinal))
                yield return folder;
        }
    }

    /// <summary>Every link on the way is followed.</summary>
    private static string Real(string path)
    {
        var real = Path.GetPathRoot(Path.GetFullPath(path))!;
        foreach (var part in Path.GetFullPath(path)[real.Length..].Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries))
        {
            var next = new DirectoryInfo(Path.Combine(real, part));
            real = next.LinkTarget is null ? next.FullName : next.ResolveLinkTarget(returnFinalTarget: true) is { } target ? Real(target.FullName) : next.FullName;
        }

        return real;
    }
}
