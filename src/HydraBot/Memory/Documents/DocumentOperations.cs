using System.ComponentModel.DataAnnotations;
using System.Globalization;
using HydraBot.Governance;
using HydraBot.Governance.Operations;
using HydraBot.Memory.Documents.Pages;
using HydraBot.Memory.Privacy;
using HydraBot.Memory.Stored;
using HydraBot.Memory.Writing;
using Description = System.ComponentModel.DescriptionAttribute;

namespace HydraBot.Memory.Documents;

/// <summary>Reads manuals, notes and compose files, and says which it has read.</summary>
internal sealed class DocumentOperations(DocumentReader reader, PageDocuments pages, MemoryStore store)
{
    private const int LongestDocument = 1_000_000;

    [Operation("memory.learn", Effect = OperationEffect.Change, Private = true, TimeLimitSeconds = 300)]
    [Description("Reads a document into memory, from its text or from an address; a newer version replaces what changed")]
    public async Task<OperationResult<LearnedDocument>> LearnAsync(
        Clearance clearance,
        [Description("Under which name, such as nas-manual.md; of an address its host and path, where it is left out"), MinLength(1), MaxLength(200)] string? name = null,
        [Description("Its text, Markdown or plain"), MinLength(1), MaxLength(LongestDocument), Withheld] string? text = null,
        [Description("Instead of the text: its http or https address, which is fetched, and the next time only where it changed"), MinLength(1), MaxLength(2000)] string? url = null,
        [Description("Who may recall it")] MemoryScope scope = MemoryScope.Private,
        [Description("Where it comes from: a link or a path"), MaxLength(1000), Withheld] string? link = null,
        [Description("Words to narrow a search by")] IReadOnlyList<string>? tags = null,
        CancellationToken cancellationToken = default)
    {
        if ((text is null) == (url is null))
            throw new OperationException("Read is either a 'text' or what is found at a 'url'; give one of them.");
        if ((url is null && name is null) || (name is not null && string.IsNullOrWhiteSpace(name)) || $"{name}{link}".Any(char.IsControl))
            throw OperationException.WrongArgument("'name' or 'link' cannot be: a name has 1 to 200 characters that are not all spaces, and neither has line breaks or other control characters.");
        var learned = url is not null
            ? await pages.ReadAsync(clearance, url, name?.Trim(), scope, tags ?? [], cancellationToken)
            : await reader.ReadAsync(clearance, new DocumentText(name!.Trim(), text!, scope, string.IsNullOrWhiteSpace(link) ? null : link.Trim(), tags ?? []), cancellationToken);
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
            "SELECT audience, name, link, hash, read_at, pieces, fetched_at FROM memory_documents ORDER BY name, audience",
            row => (Audience: row.GetString(0), Name: row.GetString(1), Link: row.IsDBNull(2) ? null : row.GetString(2), Hash: row.GetString(3), ReadAt: row.GetInt64(4), Pieces: row.GetInt64(5), FetchedAt: row.IsDBNull(6) ? default(long?) : row.GetInt64(6))), cancellationToken);
        KnownDocument[] documents =
        [
            .. all.Where(one => heard.Contains(one.Audience))
                .Select(one => new KnownDocument(one.Name, one.Link, one.Hash, Moments.Text(one.ReadAt), (int)one.Pieces, Audience.ScopeOf(one.Audience), one.FetchedAt is { } at ? Moments.Text(at) : null)),
        ];
        return OperationResult.Of(new DocumentsAnswer(documents), new Card
        {
            Title = documents.Length == 0 ? "No documents were read yet" : $"{documents.Length} documents",
            Text = documents.Length == 0 ? null : string.Join('\n', documents.Select(one => $"**{one.Name}** · {one.Pieces} pieces · {one.ReadAt[..10]}{(one.Link is { } link ? $" · {link}" : "")}")),
        });
    }
}
