using System.Text.RegularExpressions;
using HydraBot.Testing;

namespace HydraBot.Tests.Documents;

/// <summary>A page of Markdown, taken apart.</summary>
internal sealed partial class Document
{
    private static readonly string[] Shell = ["sh", "bash", "console"];

    // Where a line of an untagged block begins with one of these it is a command; the rest is what programs say.
    private static readonly string[] Starters = ["dotnet", "HydraBot", "curl", "npm", "docker", "claude"];

    private Document(string name, string text)
    {
        (Name, Text) = (name, text.ReplaceLineEndings("\n"));
        Prose = Fence().Replace(Text, "\n");
        Spans = [.. Code().Matches(Prose).Select(match => string.Join(' ', match.Groups[1].Value.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)))];
        Lines = [.. Fence().Matches(Text).SelectMany(fence => Read(fence.Groups["language"].Value, fence.Groups["code"].Value)),
            .. Indented().Matches(Prose).SelectMany(block => Read("", block.Value))];
    }

    /// <summary>From the root of the sources.</summary>
    public string Name { get; }

    public string Text { get; }

    /// <summary>The text without its fenced blocks.</summary>
    public string Prose { get; }

    /// <summary>What stands between single backticks.</summary>
    public IReadOnlyList<string> Spans { get; }

    /// <summary>Lines of shell in blocks.</summary>
    public IReadOnlyList<string> Lines { get; }

    /// <summary>Commands, in blocks and in the text.</summary>
    public IEnumerable<string> Commands => Lines.Concat(Spans.Where(span => Starts().IsMatch(span)));

    /// <summary>Those that a stranger reads.</summary>
    public static IReadOnlyList<Document> All { get; } =
    [
        .. ((string[])["README.md", "CONTRIBUTING.md", "CHANGELOG.md", .. Directory.GetFiles(Path.Combine(SourceFolder.Root, "docs"), "*.md").Select(file => $"docs/{Path.GetFileName(file)}")])
            .Order(StringComparer.Ordinal).Select(name => new Document(name, File.ReadAllText(Path.Combine(SourceFolder.Root, name)))),
    ];

    public static Document Of(string text) => new("docs/made-up.md", text);

    /// <summary>Addresses of links within the sources, with the place in the page that they lead to.</summary>
    public IEnumerable<(string Target, string Anchor)> Links => Link().Matches(Prose)
        .Select(link => (link.Groups["target"].Value, link.Groups["anchor"].Value))
        .Where(link => !link.Item1.Contains("://", StringComparison.Ordinal));

    /// <summary>What its links lead to, from the root of the sources.</summary>
    public IEnumerable<string> Targets => Links.Where(link => link.Target.Length > 0).Select(link => PathOf(link.Target));

    /// <summary>The places in the page that links can lead to.</summary>
    public IEnumerable<string> Anchors => Heading().Matches(Prose)
        .Select(heading => NoLetter().Replace(heading.Groups[1].Value.Trim().ToLowerInvariant(), "").Replace(' ', '-'));

    /// <summary>Where a link of this page leads, from the root of the sources.</summary>
    public string PathOf(string target) =>
        Path.GetRelativePath(SourceFolder.Root, Path.GetFullPath(Path.Combine(SourceFolder.Root, Path.GetDirectoryName(Name)!, target)));

    private static IEnumerable<string> Read(string language, string code) => code.Replace("\\\n", " ", StringComparison.Ordinal).Split('\n')
        .Select(line => line.Trim())
        .Where(line => line.Length > 0 && !line.StartsWith('#'))
        .Where(line => Shell.Contains(language) || (language.Length == 0 && IsCommand(line) && !line.StartsWith("HydraBot is ready", StringComparison.Ordinal)));

    /// <summary>It starts one of them, behind settings for the program alone, or is nothing but such settings.</summary>
    private static bool IsCommand(string line) => line.Split(' ').FirstOrDefault(word => !Assignment().IsMatch(word)) is not { } first || Starters.Contains(first) || Assignment().IsMatch(line);

    [GeneratedRegex(@"^(?:[A-Za-z]+(?:__[A-Za-z0-9]+)+=\S* ?)*(?:(?:dotnet|HydraBot|curl|npm|docker compose|cd|\.\.\.) [^.]|\S+__\S+=)")]
    private static partial Regex Starts();

    [GeneratedRegex("^[A-Za-z_]+=")]
    private static partial Regex Assignment();

    [GeneratedRegex("^```(?<language>[a-z]*)[^\n]*\n(?<code>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();

    [GeneratedRegex("(?<=\n\n)(?: {4}[^\n]*\n)+")]
    private static partial Regex Indented();

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Code();

    [GeneratedRegex(@"\]\((?<target>[^)#\s]*)(?:#(?<anchor>[^)\s]*))?\)")]
    private static partial Regex Link();

    [GeneratedRegex("^#+ (.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\p{L}\p{N} _-]")]
    private static partial Regex NoLetter();
}
