using System.Globalization;
using System.Text.RegularExpressions;
using HydraBot.Governance.Operations;
using HydraBot.Improvement.Code;
using Microsoft.Extensions.Options;

namespace HydraBot.Improvement.Search;

/// <summary>A file as it is committed on the deployed branch.</summary>
internal sealed record SourceFile(string Path, string Text);

/// <summary>
/// Picks the files that a change may be about. Only what is committed is ever read, and nothing that no proposal may touch: neither the law and the kernel nor
/// what judges proposals.
/// </summary>
internal sealed partial class SourceSelection(IOptions<ImprovementOptions> options)
{
    private const int MostFiles = 6, MostText = 60_000, MostWords = 12, NameCounts = 8;

    private string Head => $"refs/heads/{options.Value.Code.Branch}";

    /// <summary>Those that were named, or those in which the words of the goal stand most.</summary>
    /// <exception cref="OperationException">One that was named is not there or may not be shown, or none speaks of the goal.</exception>
    public async Task<IReadOnlyList<SourceFile>> PickAsync(string goal, IReadOnlyList<string> named, CancellationToken cancellationToken)
    {
        var repository = GitRepository.Of(options.Value.Code);
        var sizes = Sizes(await repository.RunAsync(cancellationToken, "ls-tree", "-r", "-l", "-z", "--full-tree", Head));
        foreach (var name in named)
        {
            if (ProtectedPaths.Refuse(name) is { } why)
                throw new OperationException(why);
            if (!sizes.ContainsKey(name))
                throw OperationException.WrongArgument($"'{name}' is no text file of at most {MostText} characters on the branch {options.Value.Code.Branch}.");
        }

        var wanted = named.Count > 0 ? named : await FitAsync(repository, goal, sizes, cancellationToken);
        var files = new List<SourceFile>();
        var room = MostText;
        foreach (var path in wanted.Distinct(StringComparer.Ordinal).Where(path => (room -= sizes[path]) >= 0).Take(MostFiles))
            files.Add(new SourceFile(path, await repository.RunAsync(cancellationToken, "show", $"{Head}:{path}")));
        return files.Count > 0 ? files : throw new OperationException("No file of the repository speaks of that; name the files that it is about.");
    }

    private static Dictionary<string, int> Sizes(string listing)
    {
        var sizes = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var line in listing.Split('\0', StringSplitOptions.RemoveEmptyEntries))
        {
            // Mode, kind, hash and size, then the path.
            var (facts, path) = line.Split('\t', 2) is [var left, var right] ? (left.Split(' ', StringSplitOptions.RemoveEmptyEntries), right) : ([], "");
            if (facts is ["100644", "blob", _, var text] && int.TryParse(text, CultureInfo.InvariantCulture, out var size) && size <= MostText && ProtectedPaths.Refuse(path) is null)
                sizes[path] = size;
        }

        return sizes;
    }

    private async Task<IReadOnlyList<string>> FitAsync(GitRepository repository, string goal, IReadOnlyDictionary<string, int> sizes, CancellationToken cancellationToken)
    {
        var scores = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var word in Word().Matches(goal).Select(match => match.Value).Distinct(StringComparer.OrdinalIgnoreCase).Take(MostWords))
        {
            // It answers with 1 where nothing is found.
            var found = (await repository.TryAsync(cancellationToken, "grep", "-I", "-i", "-c", "-z", "--fixed-strings", "-e", word, Head)).Output;
            var counts = found.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split('\0')).Where(parts => parts.Length == 2)
                .Select(parts => (Path: parts[0][(Head.Length + 1)..], Count: int.TryParse(parts[1], CultureInfo.InvariantCulture, out var count) ? count : 0))
                .Where(one => sizes.ContainsKey(one.Path)).ToArray();
            // A word that stands everywhere tells little.
            foreach (var (path, count) in counts)
                scores[path] = scores.GetValueOrDefault(path) + (Math.Log(1 + count) / Math.Log(2 + counts.Length));
            foreach (var path in sizes.Keys.Where(path => path.Contains(word, StringComparison.OrdinalIgnoreCase)))
                scores[path] = scores.GetValueOrDefault(path) + NameCounts;
        }

        return [.. scores.OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => pair.Key)];
    }

    [GeneratedRegex(@"[\p{L}_][\p{L}\p{Nd}_]{3,}")]
    private static partial Regex Word();
}
