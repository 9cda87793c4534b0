using HydraBot.Governance.Readers.Shell;
using HydraBot.Governance.Readers.Text;

namespace HydraBot.Governance.Readers.Paths;

/// <summary>Says which of the law's places a path lies in: by its text, by what it looks like, and by where its links lead.</summary>
internal sealed class PathReader
{
    private readonly Places _places;
    private readonly IFileLinks? _links;
    private readonly (PlaceKind Kind, string[] Components, string[] Exact)[] _known;

    public PathReader(Places places, IFileLinks? links)
    {
        (_places, _links) = (places, links);
        _known =
        [
            .. Known(PlaceKind.Root, places.Roots), .. Known(PlaceKind.Audit, places.Audit), .. Known(PlaceKind.Secrets, places.Secrets),
            .. Known(PlaceKind.Data, places.Data), .. Known(PlaceKind.Backups, places.Backups), .. Known(PlaceKind.Law, places.Law),
        ];
    }

    /// <summary>Where work starts when nobody says where.</summary>
    public string? Start => _places.Roots is [var first, ..] ? first : null;

    /// <summary>Says what it means to use this path.</summary>
    /// <param name="findings">Where it is told.</param>
    /// <param name="word">The path as a command names it, with <see cref="Mark"/>s.</param>
    /// <param name="use">What is done to it.</param>
    /// <param name="directory">The folder that it starts from; null when that is not known.</param>
    public void Judge(Findings findings, string word, PathUse use, string? directory)
    {
        if (word.Length == 0)
            return;
        if (LookAlikes.HasInvisible(word))
            findings.Add(FactNames.Unclear, "a path holds signs that cannot be seen");
        if (PathText.Absolute(word, directory, _places.Home) is not { } absolute)
        {
            Adrift(findings, word, use);
            return;
        }

        var lexical = PathText.Components(absolute);
        if (DeviceReader.Judge(findings, lexical, use))
            return;
        // Whoever climbs out of the place for work does not end up in the folder for passing things by accident.
        var climbs = !word.StartsWith('/') && word.Split('/').Contains("..");
        Judge(findings, word, lexical, use, climbs);
        if (Mark.IsOpen(word) || _links is null)
            return;
        var real = _links.Resolve(absolute);
        if (real is null)
            findings.Add(FactNames.Unclear, $"where {word} leads cannot be found out");
        else if (PathText.Components(real) is var components && !components.AsSpan().SequenceEqual(lexical))
            Judge(findings, $"{word}, which leads to {real},", components, use, climbs);
    }

    /// <summary>True when the two name the same file or the first is below the second.</summary>
    public bool IsBelow(string word, string? directory, IReadOnlyList<string> places) =>
        PathText.Absolute(word, directory, _places.Home) is { } absolute
        && PathText.Folded(PathText.Components(absolute)) is var components
        && places.Any(place => PathText.To(components, PathText.Folded(PathText.Components(place))) == Lie.Inside);

    /// <summary>The absolute form without dots; null when it is not known.</summary>
    public string? Full(string word, string? directory) => Mark.IsOpen(word) || PathText.Absolute(word, directory, _places.Home) is not { } absolute
        ? null
        : "/" + string.Join('/', PathText.Components(absolute));

    private static IEnumerable<(PlaceKind, string[], string[])> Known(PlaceKind kind, IReadOnlyList<string> folders) =>
        folders.Select(PathText.Components).Select(exact => (kind, PathText.Folded(exact), exact));

    /// <summary>A path that starts from nowhere known.</summary>
    private static void Adrift(Findings findings, string word, PathUse use)
    {
        var components = PathText.Folded(PathText.Components(word));
        if (use == PathUse.Read)
        {
            if (SecretFiles.Is(components))
                findings.Add(FactNames.SecretRead, $"reads {Mark.Show(word)}");
            if (SecretFiles.IsHistory(components))
                findings.Add(FactNames.Unclear, Typed(word));
            if (Mark.IsUnknown(word))
                findings.Add(FactNames.Unclear, "which file is read is not known");
            return;
        }

        ByName(findings, word, components, use);
        findings.Add(FactNames.Unclear, $"where {Mark.Show(word)} lies is not known");
    }

    private void Judge(Findings findings, string word, string[] lexical, PathUse use, bool climbs)
    {
        var path = PathText.Folded(lexical);
        if (use == PathUse.Read)
        {
            Reading(findings, word, path);
            return;
        }

        ByName(findings, word, path, use);
        (PlaceKind Kind, int Depth) home = (PlaceKind.None, -1);
        var unknown = path.Any(Mark.IsUnknown);
        foreach (var (kind, place, exact) in _known)
        {
            var lie = PathText.To(path, place);
            if (lie == Lie.Above && use == PathUse.Delete && kind != PlaceKind.Root)
                Protected(findings, kind, $"{Mark.Show(word)} holds {kind.ToString().ToLowerInvariant()}");
            // Roots come first: what is protected counts before what only lies where work is done. It is protected where it looks like it, but work is done only in the place itself.
            if (lie == Lie.Inside && place.Length >= home.Depth && (kind != PlaceKind.Root || lexical.AsSpan().StartsWith(exact)))
                home = (kind, place.Length);
        }

        if (unknown && home.Kind is PlaceKind.None or PlaceKind.Root)
            findings.Add(FactNames.Unclear, $"which file {Mark.Show(word)} is, is not known");
        if (home.Kind == PlaceKind.Root && use == PathUse.Delete && path.Length == home.Depth)
            findings.Add(FactNames.PathOutside, $"deletes {Mark.Show(word)}, a whole place for work");
        else if (home.Kind == PlaceKind.Root)
            findings.Add(use == PathUse.Delete ? FactNames.PathDelete : FactNames.PathWrite, $"{Verb(use)} {Mark.Show(word)}");
        else if (home.Kind != PlaceKind.None)
            Protected(findings, home.Kind, $"{Verb(use)} {Mark.Show(word)}, in a protected place");
        else if (!unknown || !Mark.IsUnknown(path[0]))
            Outside(findings, word, path, use, !climbs && IsScratch(lexical, path));
    }

    private void Reading(Findings findings, string word, string[] path)
    {
        if (SecretFiles.Is(path) || Matches(path, PlaceKind.Secrets, Lie.Inside))
            findings.Add(FactNames.SecretRead, $"reads {Mark.Show(word)}, a secret");
        else if (SecretFiles.IsHistory(path))
            findings.Add(FactNames.Unclear, Typed(word));
        else if (path.Any(Mark.IsUnknown) || path is ["proc", _, "cwd" or "map_files", _, ..] or ["proc", _, "task", _, "cwd" or "fd", _, ..] or ["proc", not "self", "fd", _])
            findings.Add(FactNames.Unclear, $"which file {Mark.Show(word)} is, is not known");
        else if (path is [.., var last] && Mark.IsPattern(last) && last.StartsWith('.'))
            findings.Add(FactNames.Unclear, $"{Mark.Show(word)} may name a file with secrets");
    }

    private static string Typed(string word) => $"{Mark.Show(word)} holds what was typed, in which secrets may be";

    /// <summary>True when the path, as a folder that is read through, holds the place of secrets.</summary>
    public bool HoldsSecrets(string word, string? directory) =>
        PathText.Absolute(word, directory, _places.Home) is not { } absolute
        || (PathText.Folded(PathText.Components(absolute)) is var path && (path.Length == 0 || SecretFiles.Hold(path) || Matches(path, PlaceKind.Secrets, Lie.Above)));

    private bool Matches(string[] path, PlaceKind kind, Lie lie) => _known.Any(known => known.Kind == kind && PathText.To(path, known.Components) == lie);

    /// <summary>What is protected wherever it lies: the law, its kernel, the house's own files, a repository's history.</summary>
    private static void ByName(Findings findings, string word, string[] path, PathUse use)
    {
        if (path.Length == 0)
            return;
        var name = path[^1];
        var shown = Mark.Show(word);
        if (Named(name, "constitution.yaml") || path.Any(part => Named(part, "hydrabot.governance")) || HoldsTheLaw(path, use))
            findings.Add(FactNames.LawWrite, $"{Verb(use)} {shown}, the law or what holds it");
        if (name.StartsWith("hydrabot.db", StringComparison.Ordinal) || Named(name, "hydrabot.db") || Named(name, "hydrabot.lock"))
            findings.Add(FactNames.AuditWrite, $"{Verb(use)} {shown}, the house's own record");
        if (name == "authorized_keys" || path is ["etc", "sudoers" or "sudoers.d" or "pam.d" or "passwd" or "shadow" or "group", ..] or ["etc", "ssh", ..])
            findings.Add(FactNames.SecurityDisable, $"{Verb(use)} {shown}, which says who may enter");
        var git = Array.FindIndex(path, component => PathText.Fits(component, ".git") && component.StartsWith('.'));
        if (git >= 0 && (git == path.Length - 1 || History.Any(part => PathText.Fits(path[git + 1], part))))
            findings.Add(use == PathUse.Delete || git < path.Length - 1 ? FactNames.RewriteHistory : FactNames.GitChange, $"{Verb(use)} {shown}, a repository's history");
        else if (git >= 0)
            findings.Add(FactNames.GitChange, $"{Verb(use)} {shown}");
        if (use is PathUse.Delete or PathUse.Overwrite && IsDatabase(name))
            findings.Add(FactNames.DatabaseDelete, $"{Verb(use)} the database {shown}", name);
    }

    /// <summary>What a repository's history consists of, below <c>.git</c>.</summary>
    private static readonly string[] History = ["refs", "logs", "objects", "packed-refs", "head", "modules", "lfs"];

    /// <summary>True for this name, and for a pattern that fits it and says enough of it not to be meant for everything.</summary>
    private static bool Named(string component, string name) =>
        component == name || (Mark.IsPattern(component) && component.Split('.')[0].Count(char.IsAsciiLetter) >= 5 && PathText.Fits(component, name));

    /// <summary>The tests of the architecture, wherever the repository lies.</summary>
    private static bool HoldsTheLaw(string[] path, PathUse use) =>
        Array.FindIndex(path, part => Named(part, "hydrabot.tests")) is >= 0 and var tests && (tests + 1 < path.Length ? path[tests + 1] == "architecture" : use == PathUse.Delete);

    private static readonly string[] Stores = [".db", ".db3", ".sqlite", ".sqlite3", ".duckdb", ".mdf", ".ldf", ".ibd"];

    /// <summary>A file of a database, and what it has written ahead.</summary>
    private static bool IsDatabase(string name) =>
        Stores.Any(ending => name.EndsWith(ending, StringComparison.Ordinal) || name.EndsWith(ending + "-wal", StringComparison.Ordinal) || name.EndsWith(ending + "-journal", StringComparison.Ordinal));

    private static void Outside(Findings findings, string word, string[] path, PathUse use, bool scratch)
    {
        if (scratch)
        {
            findings.Add(FactNames.SystemChange, $"{Verb(use)} {Mark.Show(word)}");
            return;
        }

        if (use == PathUse.Delete && (path.Length == 0 || path is ["etc" or "usr" or "bin" or "lib" or "boot" or "var" or "home" or "root" or "opt" or "srv"]))
            findings.Add(FactNames.SystemDestroy, $"{Verb(use)} {Mark.Show(word)}");
        if (use == PathUse.Delete && path is ["var", "lib", "postgresql" or "mysql" or "mongodb" or "redis" or "mariadb", ..])
            findings.Add(FactNames.DatabaseDelete, $"{Verb(use)} {Mark.Show(word)}", "");
        findings.Add(FactNames.PathOutside, $"{Verb(use)} {Mark.Show(word)}, outside the places where work is done");
    }

    /// <summary>Where programs pass things on for the moment; not the part of it in which a house lives.</summary>
    private bool IsScratch(string[] lexical, string[] path)
    {
        var depth = lexical is ["tmp" or "temp", _, ..] ? 2 : lexical is ["var", "tmp", _, ..] ? 3 : 0;
        return depth > 0 && !_known.Any(known => known.Components.AsSpan().StartsWith(path.AsSpan(0, depth)));
    }

    private static void Protected(Findings findings, PlaceKind kind, string detail) => findings.Add(
        kind switch
        {
            PlaceKind.Audit => FactNames.AuditWrite,
            PlaceKind.Law => FactNames.LawWrite,
            _ => FactNames.PathProtected,
        },
        detail);

    private static string Verb(PathUse use) => use switch
    {
        PathUse.Delete => "deletes",
        PathUse.Overwrite => "overwrites",
        _ => "writes",
    };
}
