using System.ComponentModel.DataAnnotations;
using System.Globalization;
using HydraBot.Governance;
using HydraBot.Governance.Operations;
using HydraBot.Memory.Privacy;
using HydraBot.Memory.Stored;
using HydraBot.Memory.Writing;
using Description = System.ComponentModel.DescriptionAttribute;

namespace HydraBot.Memory.Documents;

/// <summary>Reads manuals, notes and compose files, and says which it has read.</summary>
internal sealed class DocumentOperations(DocumentReader reader, MemoryStore store)
{
    private const int LongestDocument = 1_000_000;

    [Operation("memory.learn", Effect = OperationEffect.Change, Private = true, TimeLimitSeconds = 300)]
    [Description("Reads a Markdown or text document into memory; a newer version replaces what changed")]
    public async Task<OperationResult<LearnedDocument>> LearnAsync(
        [Description("Under which name, such as nas-manual.md"), MinLength(1), MaxLength(200)] string name,
        [Description("Its text"), MinLength(1), MaxLength(LongestDocument), Withheld] string text,
        Clearance clearance,
        [Description("Who may recall it")] MemoryScope scope = MemoryScope.Private,
        [Description("Where it comes from: a link or a path"), MaxLength(1000), Withheld] string? link = null,
        [Description("Words to narrow a search by")] IReadOnlyList<string>? tags = null,
        CancellationToken cancellationToken = default)
    {
        if (string.IsNullOrWhiteSpace(name) || $"{name}{link}".Any(char.IsControl))
            throw new OperationException("'name' or 'link' cannot be: a name has 1 to 200 characters that are not all spaces, and neither has line breaks or other control characters.");
        var learned = await reader.ReadAsync(clearance, new DocumentText(name.Trim(), text, scope, string.IsNullOrWhiteSpace(link) ? null : link.Trim(), tags ?? []), cancellationToken);
        return OperationResult.Of(learned, new Card
        {
            Title = (learned.New, learned.Ended) is (0, 0) ? $"I knew {learned.Name} already" : $"I have read {learned.Name}",
            Severity = CardSeverity.Good,
            Text = string.Create(CultureInfo.InvariantCulture, $"{learned.Pieces} pieces, {learned.New} of them new; {learned.Ended} of an earlier version do not hold any more."),
            Footer = $"sha256 {learned.Sha256}",
        });
    }

    [Operation("memory.documents", Private = true)]
    [Description("Lists the documents that were read into memory")]
    public async Task<OperationResult<DocumentsAnswer>> DocumentsAsync(Clearance clearance, CancellationToken cancellationToken)
    {
        var heard = Audience.Heard(clearance.Caller);
        var all = await store.ReadAsync(session => session.ListAsync(
            "SELECT audience, name, link, hash, read_at, pieces FROM memory_documents ORDER BY name, audience",
            row => (Audience: row.GetString(0), Name: row.GetString(1), Link: row.IsDBNull(2) ? null : row.GetString(2), Hash: row.GetString(3), ReadAt: row.GetInt64(4), Pieces: row.GetInt64(5))), cancellationToken);
        KnownDocument[] documents =
        [
            .. all.Where(one => heard.Contains(one.Audience))
                .Select(one => new KnownDocument(one.Name, one.Link, one.Hash, Moments.Text(one.ReadAt), (int)one.Pieces, Audience.ScopeOf(one.Audience))),
        ];
        return OperationResult.Of(new DocumentsAnswer(documents), new Card
        {
            Title = documents.Length == 0 ? "No documents were read yet" : $"{documents.Length} documents",
            Text = documents.Length == 0 ? null : string.Join('\n', documents.Select(one => $"**{one.Name}** · {one.Pieces} pieces · {one.ReadAt[..10]}{(one.Link is { } link ? $" · {link}" : "")}")),
        });
    }
}
