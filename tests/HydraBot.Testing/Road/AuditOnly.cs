using System.Threading.Channels;
using HydraBot.Governance.Audit;

namespace HydraBot.Testing.Road;

/// <summary>An audit log that remembers what was appended, and can be waited for.</summary>
public sealed class AuditOnly : IAuditLog
{
    private readonly Lock _gate = new();
    private readonly List<AuditDraft> _drafts = [];
    private readonly Channel<int> _lengths = Channel.CreateUnbounded<int>();

    /// <summary>What was appended, oldest first.</summary>
    public IReadOnlyList<AuditDraft> Drafts
    {
        get
        {
            lock (_gate)
                return [.. _drafts];
        }
    }

    /// <summary>Waits until so many entries are there.</summary>
    public async Task LengthAsync(int length, CancellationToken cancellationToken)
    {
        while (Drafts.Count < length)
            await _lengths.Reader.ReadAsync(cancellationToken);
    }

    public ValueTask<AuditEntry> AppendAsync(AuditDraft draft, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            _drafts.Add(draft);
            _lengths.Writer.TryWrite(_drafts.Count);
            return ValueTask.FromResult(AuditChain.Seal(_drafts.Count, AuditChain.Genesis, draft));
        }
    }

    public IAsyncEnumerable<AuditEntry> ReadAsync(long after, int limit, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyList<AuditEntry>> TailAsync(int count, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyList<AuditEntry>> OfRequestAsync(Guid requestId, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<AuditVerification> VerifyAsync(CancellationToken cancellationToken) => throw new NotSupportedException();
}
