using System.Text.RegularExpressions;
using HydraBot.Governance.Readers.Shell;
using HydraBot.Governance.Readers.Text;

namespace HydraBot.Governance.Readers.Paths;

/// <summary>Paths as text: made absolute, and cut into components that can be compared.</summary>
internal static partial class PathText
{
    /// <summary>Absolute, but with its <c>..</c> kept; null when the folder that it starts from is not known.</summary>
    public static string? Absolute(string path, string? directory, string home)
    {
        if (path.StartsWith("file:", StringComparison.OrdinalIgnoreCase))
            path = Uri.UnescapeDataString(Host().Replace(path[5..], ""));
        foreach (var name in (ReadOnlySpan<string>)["~", "$HOME", "${HOME}"])
        {
            if (path == name || path.StartsWith(name + "/", StringComparison.Ordinal))
                path = home + path[name.Length..];
        }

        if (path.StartsWith('/'))
            return path;
        return directory is null ? null : $"{directory.TrimEnd('/')}/{path}";
    }

    /// <summary>The host that may stand before the path of a file's address.</summary>
    [GeneratedRegex("^//[^/]*(?=/)")]
    private static partial Regex Host();

    /// <summary>Its components without <c>.</c>, <c>..</c> and empty ones, behind what <c>/proc</c> leads back to the root.</summary>
    public static string[] Components(string absolute)
    {
        var components = new List<string>();
        foreach (var part in absolute.Split('/'))
        {
            if (part.Length == 0 || part == ".")
                continue;
            if (part == "..")
            {
                // Above a process' folder lies what lies above the folder that it works in.
                if (components is ["proc", _, "cwd", ..] or ["proc", _, "task", _, "cwd", ..] && components[^1] is "cwd" or "..")
                    components.Add(part);
                else if (components.Count > 0)
                    components.RemoveAt(components.Count - 1);
                continue;
            }

            components.Add(part);
            if (components is ["proc", _, "root"] or ["proc", _, "task", _, "root"])
                components.Clear();
        }

        return [.. components];
    }

    /// <summary>For comparison: one case, look-alikes plain, no dots or blanks at a component's end.</summary>
    public static string[] Folded(string[] components)
    {
        var folded = new string[components.Length];
        for (var at = 0; at < components.Length; at++)
        {
            var plain = LookAlikes.FoldCase(components[at]);
            folded[at] = plain.TrimEnd('.', ' ') is { Length: > 0 } trimmed ? trimmed : plain;
        }

        return folded;
    }

    /// <summary>How a path lies to a place.</summary>
    public static Lie To(string[] path, string[] place)
    {
        for (var at = 0; at < place.Length; at++)
        {
            if (at >= path.Length)
                return Lie.Above;
            if (Mark.IsUnknown(path[at]))
                return Lie.Unknown;
            if (!Fits(path[at], place[at]))
                return Lie.Apart;
        }

        return Lie.Inside;
    }

    /// <summary>True when a component is this name, or a pattern that fits it.</summary>
    public static bool Fits(string component, string name) => Mark.IsPattern(component)
        ? System.IO.Enumeration.FileSystemName.MatchesSimpleExpression(
            component.Replace("\\", "", StringComparison.Ordinal).Replace(Mark.Star, '*').Replace(Mark.One, '?'), name)
        : string.Equals(component, name, StringComparison.Ordinal);
}

/// <summary>How one path lies to another.</summary>
internal enum Lie
{
    /// <summary>Neither holds the other.</summary>
    Apart,

    /// <summary>It is the place or below it.</summary>
    Inside,

    /// <summary>The place is below it.</summary>
    Above,

    /// <summary>What is not known of it decides.</summary>
    Unknown,
}
