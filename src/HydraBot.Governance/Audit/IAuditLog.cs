namespace HydraBot.Governance.Audit;

/// <summary>The append-only chain as it is stored.</summary>
public interface IAuditLog
{
    /// <summary>Appends one entry that belongs to no change of state; it is stored when this returns.</summary>
    ValueTask<AuditEntry> AppendAsync(AuditDraft draft, CancellationToken cancellationToken);

    /// <summary>Entries after a sequence number, oldest first.</summary>
    IAsyncEnumerable<AuditEntry> ReadAsync(long after, int limit, CancellationToken cancellationToken);

    /// <summary>The newest entries, newest first.</summary>
    Task<IReadOnlyList<AuditEntry>> TailAsync(int count, CancellationToken cancellationToken);

    /// <summary>All entries of one request, oldest first.</summary>
    Task<IReadOnlyList<AuditEntry>> OfRequestAsync(Guid requestId, CancellationToken cancellationToken);

    /// <summary>Walks the whole chain.</summary>
    Task<AuditVerification> VerifyAsync(CancellationToken cancellationToken);
}
