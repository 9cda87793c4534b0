using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using HydraBot.Repository.Git;

namespace HydraBot.Repository.Committing;

/// <summary>Writes the words of a commit by rule, in the form of Conventional Commits, and checks those of others.</summary>
/// <remarks>https://www.conventionalcommits.org/en/v1.0.0/</remarks>
internal static partial class CommitMessages
{
    private const int LongestSubject = 72, LongestMessage = 4000, MostListed = 12;

    /// <summary>Kind, place, what happened to which files; the reason where somebody gave one.</summary>
    public static string Write(IReadOnlyList<FileChange> changes, string? why)
    {
        var place = Place(changes);
        var head = $"{Kind(changes)}{(place is null ? "" : $"({place})")}: ";
        var text = new StringBuilder(head).Append(Cut(Subject(changes), LongestSubject - head.Length));
        if (!string.IsNullOrWhiteSpace(why))
            text.Append("\n\n").Append(why.Trim());
        if (changes.Count > 1)
        {
            text.Append("\n\n").AppendJoin('\n', changes.Take(MostListed).Select(change => $"- {Verb(change.Kind)} {change.Path}"));
            if (changes.Count > MostListed)
                text.Append(CultureInfo.InvariantCulture, $"\n- and {changes.Count - MostListed} more");
        }

        return text.Append('\n').ToString();
    }

    /// <summary>What is wrong with somebody's message; null when it will do.</summary>
    public static string? Problem(string message)
    {
        var lines = message.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');
        return message.Length > LongestMessage ? $"The message has {message.Length} characters; allowed are {LongestMessage}."
            : message.Contains('\0', StringComparison.Ordinal) ? "The message holds a NUL character."
            : !Header().IsMatch(lines[0]) ? $"The message begins with '{Cut(lines[0], 40)}'; allowed is the form of Conventional Commits, such as 'fix(jellyfin): give it more time to start'."
            : lines[0].Length > LongestSubject ? $"The first line has {lines[0].Length} characters; allowed are {LongestSubject}."
            : lines.Length > 1 && lines[1].Length > 0 ? "The second line of the message is not empty; it stands between subject and body." : null;
    }

    private static string Subject(IReadOnlyList<FileChange> changes)
    {
        var verb = changes.Select(change => change.Kind).Distinct().ToArray() is [var one] ? Verb(one) : "change";
        return changes is [var only] ? $"{verb} {Path.GetFileName(only.Path)}"
            : string.Create(CultureInfo.InvariantCulture, $"{verb} {changes.Count} files");
    }

    private static string Verb(ChangeKind kind) => kind switch
    {
        ChangeKind.New => "add",
        ChangeKind.Deleted => "remove",
        ChangeKind.Renamed => "move",
        _ => "change",
    };

    private static string Kind(IReadOnlyList<FileChange> changes) =>
        changes.All(change => Documents().IsMatch(change.Path)) ? "docs"
        : changes.All(change => Tests().IsMatch(change.Path)) ? "test"
        : changes.All(change => Pipelines().IsMatch(change.Path)) ? "ci"
        : changes.All(change => change.Kind == ChangeKind.New) ? "feat" : "chore";

    /// <summary>The folder that all share, at most one deep.</summary>
    private static string? Place(IReadOnlyList<FileChange> changes)
    {
        var folders = changes.Select(change => change.Path.Split('/') is [var first, _, ..] ? first : "").Distinct().ToArray();
        return folders is [{ Length: > 0 } one] && Scope().IsMatch(one) ? one.ToLowerInvariant() : null;
    }

    private static string Cut(string text, int length) => text.Length <= length ? text : $"{text[..Math.Max(0, length - 1)]}…";

    [GeneratedRegex(@"^(build|chore|ci|docs|feat|fix|perf|refactor|revert|style|test)(\([\w .\-/]{1,40}\))?!?: \S")]
    private static partial Regex Header();

    [GeneratedRegex(@"(^|/)(docs?/|README|CHANGELOG|LICENSE)|\.(md|rst|txt|adoc)$", RegexOptions.IgnoreCase)]
    private static partial Regex Documents();

    [GeneratedRegex(@"(^|/)(tests?|spec)/|[._-](test|spec)s?\.\w+$", RegexOptions.IgnoreCase)]
    private static partial Regex Tests();

    [GeneratedRegex(@"^\.(github|gitlab|gitea|forgejo|woodpecker|ci)/|(^|/)\.gitlab-ci\.yml$", RegexOptions.IgnoreCase)]
    private static partial Regex Pipelines();

    [GeneratedRegex(@"^[\w.\-]{1,40}$")]
    private static partial Regex Scope();
}
