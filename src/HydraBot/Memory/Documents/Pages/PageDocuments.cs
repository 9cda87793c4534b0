using HydraBot.Governance;
using HydraBot.Governance.Audit;
using HydraBot.Governance.Operations;
using HydraBot.Memory.Privacy;
using HydraBot.Memory.Stored;
using HydraBot.Memory.Writing;

namespace HydraBot.Memory.Documents.Pages;

/// <summary>Reads a document from its address, and again only where its server says that it changed.</summary>
internal sealed class PageDocuments(PageReader pages, DocumentReader reader, MemoryStore store, SecretMask mask, TimeProvider time)
{
    private const int LongestName = 200;

    /// <exception cref="OperationException">It cannot be fetched, or holds no text.</exception>
    public async Task<LearnedDocument> ReadAsync(Clearance clearance, string url, string? name, MemoryScope scope, IReadOnlyList<string> tags, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(clearance);
        var address = PageReader.Address(url);
        var (audience, link) = (Audience.Of(clearance.Caller, scope), mask.Apply(address.AbsoluteUri));
        var known = name ?? NameOf(address);
        // With other tags its pieces are others, whatever the server says.
        var before = tags.Count > 0 ? null : await KnownAsync(audience, known, link, cancellationToken);
        var page = await pages.FetchAsync(address, before?.Page, cancellationToken);
        var now = Moments.Of(time.GetUtcNow());
        if (page.Text is not { } text)
        {
            await store.WriteAsync(session => session.ExecuteAsync(
                "UPDATE memory_documents SET fetched_at = @now WHERE audience = @audience AND name = @name", ("now", now), ("audience", audience), ("name", known)), cancellationToken);
            return new LearnedDocument(known, before!.Hash, before.Pieces, 0, 0);
        }

        return await reader.ReadAsync(clearance, new DocumentText(known, text, scope, link, tags) { Fetched = new Fetched(now, page.Validators) }, cancellationToken);
    }

    private async Task<KnownDocumentPage?> KnownAsync(string audience, string name, string link, CancellationToken cancellationToken) => await store.ReadAsync(session => session.FirstAsync(
        "SELECT hash, pieces, etag, modified FROM memory_documents WHERE audience = @audience AND name = @name AND link = @link AND (etag IS NOT NULL OR modified IS NOT NULL)",
        row => new KnownDocumentPage(row.GetString(0), (int)row.GetInt64(1), new KnownPage(row.IsDBNull(2) ? null : row.GetString(2), row.IsDBNull(3) ? null : row.GetString(3))),
        ("audience", audience), ("name", name), ("link", link)), cancellationToken);

    private static string NameOf(Uri address)
    {
        var name = $"{address.Host}{Uri.UnescapeDataString(address.AbsolutePath).TrimEnd('/')}";
        return new string([.. name.Where(sign => !char.IsControl(sign)).Take(LongestName)]);
    }

    private sealed record KnownDocumentPage(string Hash, int Pieces, KnownPage Page);
}
