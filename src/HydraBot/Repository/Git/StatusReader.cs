using System.Globalization;

namespace HydraBot.Repository.Git;

/// <summary>Reads <c>git status --porcelain=v2 --branch -z</c>: records that end in NUL, paths as they are.</summary>
/// <remarks>https://git-scm.com/docs/git-status#_porcelain_format_version_2</remarks>
internal static class StatusReader
{
    public static RepositoryState Read(string text)
    {
        string? branch = null, head = null, upstream = null;
        var (ahead, behind) = (0, 0);
        var changes = new List<FileChange>();
        var records = text.Split('\0');
        for (var at = 0; at < records.Length; at++)
        {
            var parts = records[at].Split(' ');
            switch (parts)
            {
                case ["#", "branch.oid", var id] when id != "(initial)":
                    head = id;
                    break;
                case ["#", "branch.head", var name] when name != "(detached)":
                    branch = name;
                    break;
                case ["#", "branch.upstream", var name]:
                    upstream = name;
                    break;
                case ["#", "branch.ab", var more, var less]:
                    (ahead, behind) = (int.Parse(more[1..], CultureInfo.InvariantCulture), int.Parse(less[1..], CultureInfo.InvariantCulture));
                    break;
                case ["1", var state, ..]:
                    changes.Add(new FileChange(Rest(records[at], 8), Kind(state)));
                    break;
                case ["2", ..]:
                    // The path that it had before is a record of its own.
                    changes.Add(new FileChange(Rest(records[at++], 9), ChangeKind.Renamed));
                    break;
                case ["u", ..]:
                    changes.Add(new FileChange(Rest(records[at], 10), ChangeKind.Conflict));
                    break;
                case ["?", ..]:
                    changes.Add(new FileChange(records[at][2..], ChangeKind.New));
                    break;
                default:
                    break;
            }
        }

        return new RepositoryState(branch, head, upstream, ahead, behind, [.. changes.OrderBy(change => change.Path, StringComparer.Ordinal)]);
    }

    /// <summary>What follows a number of fields: a path may hold spaces.</summary>
    private static string Rest(string record, int fields)
    {
        var at = 0;
        for (var field = 0; field < fields; field++)
            at = record.IndexOf(' ', at) + 1;
        return record[at..];
    }

    private static ChangeKind Kind(string state) =>
        state.Contains('D', StringComparison.Ordinal) ? ChangeKind.Deleted : state[0] == 'A' ? ChangeKind.New : ChangeKind.Changed;
}
