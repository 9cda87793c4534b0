using System.Text.RegularExpressions;

namespace HydraBot.Repository.Git;

/// <summary>What may be the name of a branch, a tag or a remote.</summary>
/// <remarks>Stricter than git's own check-ref-format: no name that is an option, a refspec or an expression for another commit.</remarks>
internal static partial class GitNames
{
    private const int Longest = 100;

    /// <summary>What is wrong with a name, to stand behind "which"; null for a good one.</summary>
    public static string? Problem(string name) =>
        name.Length is 0 or > Longest ? $"has {name.Length} characters; allowed are 1 to {Longest}"
        : !Name().IsMatch(name) ? "is no name; allowed are letters, digits, and . _ / - between them"
        : name.Split('/').Any(part => part.Length == 0 || part[0] == '.' || part.EndsWith('.') || part.EndsWith(".lock", StringComparison.Ordinal)) || name.Contains("..", StringComparison.Ordinal)
            ? "has a part that git does not take (empty, beginning or ending with a dot, or ending in .lock)"
        : name is "HEAD" or "FETCH_HEAD" or "ORIG_HEAD" or "MERGE_HEAD" ? "is one of git's own names" : null;

    [GeneratedRegex("^[A-Za-z0-9_][A-Za-z0-9._/-]*$")]
    private static partial Regex Name();
}
