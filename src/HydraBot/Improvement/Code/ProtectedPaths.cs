using System.Text.RegularExpressions;

namespace HydraBot.Improvement.Code;

/// <summary>What no proposal may touch: the law, the kernel that obeys it, what judges proposals, and what decides how any of it is built.</summary>
internal static partial class ProtectedPaths
{
    private static readonly (string Path, string Why)[] Folders =
    [
        ("src/hydrabot.governance", "the kernel"),
        ("src/hydrabot/law", "the law's shelf"),
        ("src/hydrabot/improvement", "what judges proposals"),
        ("src/hydrabot/hosting/tuning", "what judges proposals"),
        ("src/hydrabot/sandbox", "the sandbox that proposals are tested in"),
        ("assets/sandbox", "the sandbox that proposals are tested in"),
        ("tests/hydrabot.tests/architecture", "the architecture tests"),
        ("tests/hydrabot.governance.tests", "the tests of the law"),
        ("tests/hydrabot.tests/law", "the tests of the law"),
        ("tests/hydrabot.tests/improvement", "the tests of what judges proposals"),
        ("tests/hydrabot.integrationtests/governance", "the tests of the law"),
        ("tests/hydrabot.crashsubject", "the tests of the law"),
        ("tests/hydrabot.benchmarks", "the benchmarks"),
        ("tests/hydrabot.testing", "what all tests stand on"),
        (".ci", "what decides whether a build is good"),
        (".github", "what decides whether a build is good"),
        (".git", "the repository itself"),
    ];

    private static readonly string[] BuildFiles =
        ["directory.build.props", "directory.build.targets", "directory.packages.props", "global.json", "nuget.config", "bannedsymbols.txt", ".editorconfig", ".gitattributes", ".gitmodules", ".gitignore", "dockerfile", "compose.yaml"];

    private static readonly string[] BuildEndings = [".csproj", ".props", ".targets", ".sln", ".slnx", ".rsp", ".ruleset", ".globalconfig", ".user"];

    /// <summary>Why a path may not be touched, for people; null when it may.</summary>
    public static string? Refuse(string path)
    {
        var shown = path.Length <= 120 ? path : $"{path[..120]}…";
        if (path.Length is 0 or > 300 || !Plain().IsMatch(path))
            return $"The path '{shown}' holds something other than letters of ASCII, digits and . _ - + @ / or spaces, or it is too long.";
        // Names that a file system may take for another: git's short name, dots and spaces at the end.
        string[] parts = [.. path.Split('/').Select(part => part.TrimEnd('.', ' ').ToLowerInvariant())];
        if (path.StartsWith('/') || path.Contains(':', StringComparison.Ordinal) || parts.Any(part => part.Length == 0) || path.Split('/').Any(part => part is "." or ".."))
            return $"The path '{shown}' is not one below the repository's folder.";
        if (parts.Any(part => part is ".git" || part.StartsWith("git~", StringComparison.Ordinal)))
            return $"The path '{shown}' is the repository's own.";
        var plain = string.Join('/', parts);
        if (Folders.FirstOrDefault(folder => plain == folder.Path || plain.StartsWith($"{folder.Path}/", StringComparison.Ordinal)) is { Path: not null } folder)
            return $"'{shown}' is protected: {folder.Why}.";
        return parts[^1] switch
        {
            var name when name.StartsWith("constitution.", StringComparison.Ordinal) => $"'{shown}' is protected: the law.",
            var name when name.StartsWith("appsettings", StringComparison.Ordinal) => $"'{shown}' is protected: settings are changed by their owner, or proposed as tunables.",
            var name when BuildFiles.Contains(name) || BuildEndings.Any(ending => name.EndsWith(ending, StringComparison.Ordinal)) => $"'{shown}' is protected: it decides how everything is built.",
            _ => null,
        };
    }

    [GeneratedRegex(@"^[A-Za-z0-9._\-+@/ ]+$")]
    private static partial Regex Plain();
}
