using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using HydraBot.Governance;
using HydraBot.Governance.Audit;
using HydraBot.Governance.Operations;
using HydraBot.Memory.Documents.Pages;
using HydraBot.Memory.Privacy;
using HydraBot.Memory.Stored;
using HydraBot.Memory.Tiers;
using HydraBot.Memory.Writing;
using HydraBot.Storage;

namespace HydraBot.Memory.Documents;

/// <summary>A document as somebody brought it.</summary>
internal sealed record DocumentText(string Name, string Text, MemoryScope Scope, string? Link, IReadOnlyList<string> Tags)
{
    /// <summary>When and as which version it was fetched; null where somebody brought its text.</summary>
    public Fetched? Fetched { get; init; }
}

/// <summary>A fetch of a document.</summary>
internal sealed record Fetched(long At, KnownPage Validators);

/// <summary>
/// Remembers a document piece by piece, each with the lines that it stands in. A newer version of the same name keeps what is the same, adds what is new
/// and ends the rest: what the old one said is still found as of then. Killed in the middle, it is gone on with when the document is read again.
/// </summary>
internal sealed class DocumentReader(Memories memories, MemoryStore store, WriteGate gate, Forgetting forgetting, SecretMask mask, TimeProvider time) : IDisposable
{
    private const int MostPieces = 5000;

    private readonly SemaphoreSlim _turn = new(1, 1);

    /// <exception cref="OperationException">It holds no text, or too much of it; nothing was remembered.</exception>
    public async Task<LearnedDocument> ReadAsync(Clearance clearance, DocumentText document, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(clearance);
        var pieces = Pieces(document);
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{document.Text}\0{document.Link}\0{string.Join('\0', document.Tags)}")));
        var audience = Audience.Of(clearance.Caller, document.Scope);
        await _turn.WaitAsync(cancellationToken);
        try
        {
            if (await store.ReadAsync(session => session.FirstAsync(
                "SELECT hash FROM memory_documents WHERE audience = @audience AND name = @name", row => row.GetString(0), ("audience", audience), ("name", document.Name)), cancellationToken) == hash)
            {
                if (document.Fetched is not null)
                    await store.WriteAsync(session => NoteAsync(session, document, audience), cancellationToken);
                return new LearnedDocument(document.Name, hash, pieces.Count, 0, 0);
            }

            var kept = await memories.RememberAsync(clearance, pieces, cancellationToken);
            var ended = await memories.ChangeAsync(session => SettleAsync(session, document, audience, hash, [.. kept.Select(one => one.Id)]), CancellationToken.None);
            return new LearnedDocument(document.Name, hash, pieces.Count, kept.Count(one => one.New), ended);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Forgets a document for good: every piece of every version, what was made of them alone, and that it was ever read.</summary>
    /// <exception cref="OperationException">There is none that is the caller's to forget.</exception>
    public async Task<ForgottenAnswer> ForgetAsync(Clearance clearance, string name, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(clearance);
        var caller = clearance.Caller;
        await _turn.WaitAsync(cancellationToken);
        try
        {
            var pieces = await store.ReadAsync(session => session.ListAsync(
                $"SELECT {MemoryRow.Columns} FROM memories WHERE tier = @tier AND session_id = @name AND speaker = @name ORDER BY sequence", MemoryRow.Read, ("tier", (long)MemoryTier.Resource), ("name", name)), cancellationToken);
            // One's own before the channel's before the house's, where several are called so.
            var heard = Audience.Heard(caller);
            var own = pieces.Where(piece => heard.Contains(piece.Audience) && Audience.MayForget(caller, piece)).GroupBy(piece => piece.Audience).MinBy(group => Audience.ScopeOf(group.Key))
                ?? throw OperationException.WrongArgument($"There is no document '{(name.Length > 60 ? name[..60] : name)}' that is yours to forget; memory.documents lists what was read.");
            return await forgetting.ForgetAsync(clearance, [.. own], session => session.ExecuteAsync(
                """
                DELETE FROM memory_documents WHERE audience = @audience AND name = @name
                    AND NOT EXISTS (SELECT 1 FROM memories m WHERE m.audience = @audience AND m.tier = @tier AND m.session_id = @name AND m.speaker = @name)
                """, ("audience", own.Key), ("name", name), ("tier", (long)MemoryTier.Resource)), cancellationToken);
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();

    private List<NewMemory> Pieces(DocumentText document)
    {
        // The whole is masked before it is cut: a key that spans paragraphs is no key any more in pieces.
        var cut = DocumentPieces.Cut(mask.Apply(document.Text));
        if (cut.Count > MostPieces)
            throw new OperationException($"{document.Name} makes {cut.Count} pieces; allowed are up to {MostPieces}. Read it in parts.");
        var pieces = cut.Select(piece => new NewMemory
        {
            Content = piece.Content,
            Tier = MemoryTier.Resource,
            Scope = document.Scope,
            Speaker = document.Name,
            SessionId = document.Name,
            Source = string.Create(CultureInfo.InvariantCulture, $"{document.Link ?? document.Name}#L{piece.FirstLine}-L{piece.LastLine}"),
            Tags = document.Tags,
        }).Where(piece => !string.IsNullOrWhiteSpace(gate.Check(piece).Memory.Content)).ToList();
        return pieces.Count > 0 ? pieces : throw new OperationException($"{document.Name} holds no text that can be remembered.");
    }

    /// <summary>What is not in this version ends; what came back is valid again.</summary>
    private async ValueTask<(int Ended, IReadOnlyList<Guid> Changed)> SettleAsync(SqlSession session, DocumentText document, string audience, string hash, HashSet<Guid> now)
    {
        var at = Moments.Of(time.GetUtcNow());
        var there = await session.ListAsync(
            "SELECT id, state FROM memories WHERE audience = @audience AND tier = @tier AND session_id = @name AND speaker = @name",
            row => (Id: Guid.ParseExact(row.GetString(0), "N"), State: (MemoryState)row.GetInt64(1)),
            ("audience", audience), ("tier", (long)MemoryTier.Resource), ("name", document.Name));
        var ended = there.Where(one => !now.Contains(one.Id) && one.State != MemoryState.Superseded).Select(one => one.Id).ToArray();
        var back = there.Where(one => now.Contains(one.Id) && one.State == MemoryState.Superseded).Select(one => one.Id).ToArray();
        var suspect = new List<Guid>();
        foreach (var id in ended)
        {
            await session.ExecuteAsync(
                "UPDATE memories SET valid_to = @now, expired_at = @now, state = @state WHERE id = @id",
                ("now", at), ("state", (long)MemoryState.Superseded), ("id", MemoryRow.Id(id)));
            suspect.AddRange(await MemoryStore.MarkSuspectAsync(session, id));
        }

        foreach (var id in back)
        {
            await session.ExecuteAsync(
                "UPDATE memories SET valid_to = NULL, expired_at = NULL, state = @state WHERE id = @id", ("state", (long)MemoryState.Active), ("id", MemoryRow.Id(id)));
        }

        await session.ExecuteAsync(
            """
            INSERT INTO memory_documents (audience, name, link, hash, read_at, pieces) VALUES (@audience, @name, @link, @hash, @now, @pieces)
            ON CONFLICT (audience, name) DO UPDATE SET link = excluded.link, hash = excluded.hash, read_at = excluded.read_at, pieces = excluded.pieces
            """,
            ("audience", audience), ("name", document.Name), ("link", document.Link), ("hash", hash), ("now", at), ("pieces", (long)now.Count));
        await NoteAsync(session, document, audience);
        return (ended.Length, [.. ended, .. back, .. suspect]);
    }

    /// <summary>When it was fetched and by what its server knows this version; nothing where somebody brought the text.</summary>
    private static ValueTask<int> NoteAsync(SqlSession session, DocumentText document, string audience) => session.ExecuteAsync(
        "UPDATE memory_documents SET fetched_at = @at, etag = @tag, modified = @modified WHERE audience = @audience AND name = @name",
        ("at", document.Fetched?.At), ("tag", document.Fetched?.Validators.ETag), ("modified", document.Fetched?.Validators.Modified), ("audience", audience), ("name", document.Name));
}
