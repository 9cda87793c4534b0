using HydraBot.Governance.Readers;

namespace HydraBot.Law.Evidence;

/// <summary>Follows links on the machine's file system, part by part, as the kernel would: <c>..</c> after a link leaves where it leads.</summary>
internal sealed class FileLinks : IFileLinks
{
    /// <summary>As many as Linux follows (path_resolution(7)).</summary>
    private const int MostLinks = 40;

    public string? Resolve(string path)
    {
        var (here, links) = ("/", 0);
        var left = new Stack<string>(Parts(path).Reverse());
        try
        {
            while (left.TryPop(out var part))
            {
                if (part == "..")
                {
                    here = Path.GetDirectoryName(here) ?? "/";
                    continue;
                }

                var next = Path.Combine(here, part);
                if (new FileInfo(next).LinkTarget is not { } target)
                {
                    here = next;
                    continue;
                }

                if (++links > MostLinks)
                    return null;
                if (Path.IsPathRooted(target))
                    here = "/";
                foreach (var piece in Parts(target).Reverse())
                    left.Push(piece);
            }

            return here;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return null;
        }
    }

    private static IEnumerable<string> Parts(string path) => path.Split('/', StringSplitOptions.RemoveEmptyEntries).Where(part => part != ".");
}
