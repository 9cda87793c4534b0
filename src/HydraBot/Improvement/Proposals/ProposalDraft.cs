using System.Text.Json;
using HydraBot.Hosting.Tuning;
using HydraBot.Improvement.Code;

namespace HydraBot.Improvement.Proposals;

/// <summary>A proposal as somebody hands it in, read: what is wrong with it is said all at once.</summary>
/// <param name="Kind">What it would change.</param>
/// <param name="Title">One line.</param>
/// <param name="Description">Why.</param>
/// <param name="Changes">Values by name.</param>
/// <param name="Patch">A unified diff.</param>
internal sealed record ProposalDraft(ProposalKind Kind, string Title, string Description, IReadOnlyDictionary<string, TuningValue> Changes, string? Patch)
{
    public const int LongestTitle = 120;
    public const int LongestDescription = 4000;
    public const int LongestPatch = 500_000;
    public const int MostFiles = 50;

    /// <summary>Sentences about what does not fit; empty when all is well.</summary>
    public IReadOnlyList<string> Problems { get; init; } = [];

    /// <summary>Sentences about what may never be changed this way; empty when it touches no such thing.</summary>
    public IReadOnlyList<string> Forbidden { get; init; } = [];

    public static ProposalDraft Read(TuningCatalog catalog, ProposalKind kind, string? title, string? description, JsonElement? changes, string? patch)
    {
        var (problems, forbidden) = (new List<string>(), new List<string>());
        if (string.IsNullOrWhiteSpace(title) || title.Length > LongestTitle || title.Any(char.IsControl))
            problems.Add($"'title' is one line of 1 to {LongestTitle} characters; this one has {title?.Length ?? 0}.");
        if (string.IsNullOrWhiteSpace(description) || description.Length > LongestDescription)
            problems.Add($"'description' has 1 to {LongestDescription} characters; this one has {description?.Length ?? 0}.");
        IReadOnlyDictionary<string, TuningValue> values = new Dictionary<string, TuningValue>();
        var given = changes is { ValueKind: not (JsonValueKind.Null or JsonValueKind.Undefined) } json ? json : (JsonElement?)null;
        if (kind == ProposalKind.Code)
        {
            if (given is not null)
                problems.Add("'changes' is for config, prompt and routing; a code proposal holds 'patch'.");
            ReadPatch(patch, problems, forbidden);
        }
        else
        {
            if (patch is not null)
                problems.Add($"'patch' is for code; a {Word(kind)} proposal holds 'changes'.");
            values = ReadChanges(catalog, kind, given, problems);
        }

        return new ProposalDraft(kind, title?.Trim() ?? "", description?.Trim() ?? "", values, patch) { Problems = problems, Forbidden = forbidden };
    }

    public static string Word(ProposalKind kind) => kind.ToString().ToLowerInvariant();

    private static IReadOnlyDictionary<string, TuningValue> ReadChanges(TuningCatalog catalog, ProposalKind kind, JsonElement? changes, List<string> problems)
    {
        if (changes is not { ValueKind: JsonValueKind.Object } json || !json.EnumerateObject().Any())
        {
            problems.Add("'changes' is an object of new values by the names of tunables, such as {\"memory.retrieval.words\": 0.5}; GET /self-improvement/status lists them.");
            return new Dictionary<string, TuningValue>();
        }

        var values = catalog.Read(json, problems);
        problems.AddRange(values.Keys
            .Where(name => (int)catalog.Find(name)!.Group != (int)kind)
            .Select(name => $"'{name}' is changed by a proposal of the kind {catalog.Find(name)!.Group.ToString().ToLowerInvariant()}, not {Word(kind)}."));
        return values;
    }

    private static void ReadPatch(string? patch, List<string> problems, List<string> forbidden)
    {
        if (string.IsNullOrWhiteSpace(patch) || patch.Length > LongestPatch)
        {
            problems.Add($"'patch' is a unified diff, as 'git diff' writes it, of 1 to {LongestPatch} characters; this one has {patch?.Length ?? 0}.");
            return;
        }

        var facts = PatchReader.Read(patch);
        forbidden.AddRange(facts.Paths.Select(ProtectedPaths.Refuse).OfType<string>());
        if (facts.AssertionsRemoved > 0)
            forbidden.Add($"It takes {facts.AssertionsRemoved} more checks out of tests than it puts in.");
        // A link or a mode is a way around the paths above.
        forbidden.AddRange(facts.Faults.Where(fault => fault.Contains("link", StringComparison.Ordinal) || fault.Contains("submodule", StringComparison.Ordinal) || fault.Contains("mode", StringComparison.Ordinal)));
        problems.AddRange(facts.Faults.Except(forbidden));
        if (facts.Paths.Count > MostFiles)
            problems.Add($"The patch touches {facts.Paths.Count} files; allowed are {MostFiles}.");
    }
}
