using System.Text.Json;
using HydraBot.Governance.Audit;
using HydraBot.Governance.Journal;
using HydraBot.Governance.Operations;

namespace HydraBot.Testing.Road;

/// <summary>Requests and the audit chain, in memory.</summary>
internal sealed class MemoryJournal : IOperationJournal, IAuditLog
{
    private readonly Lock _gate = new();
    private readonly Dictionary<Guid, JournalRecord> _records = [];
    private readonly List<AuditEntry> _entries = [];

    public ValueTask StoreAsync(OperationRequest request, CancellationToken cancellationToken)
    {
        lock (_gate)
            _records.Add(request.Id, new JournalRecord(request, RequestState.Received));
        return ValueTask.CompletedTask;
    }

    public ValueTask<AuditEntry> EnterAsync(OperationRequest request, RequestState state, AuditDraft entry, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            _records.Add(request.Id, new JournalRecord(request, state));
            return ValueTask.FromResult(Seal(entry));
        }
    }

    public ValueTask<AuditEntry?> MoveAsync(
        Guid requestId, RequestState from, RequestState to, AuditDraft entry, JsonElement? maskedArguments, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (!_records.TryGetValue(requestId, out var record) || record.State != from)
                return ValueTask.FromResult<AuditEntry?>(null);
            _records[requestId] = new JournalRecord(record.Request with { Arguments = maskedArguments ?? record.Request.Arguments }, to);
            return ValueTask.FromResult<AuditEntry?>(Seal(entry));
        }
    }

    public IAsyncEnumerable<OperationRequest> SinceAsync(DateTimeOffset moment, CancellationToken cancellationToken) =>
        AsyncEnumerable.Empty<OperationRequest>();

    public ValueTask<JournalRecord?> FindAsync(Guid requestId, CancellationToken cancellationToken)
    {
        lock (_gate)
            return ValueTask.FromResult(_records.GetValueOrDefault(requestId));
    }

    public Task<IReadOnlyList<JournalRecord>> InStateAsync(IReadOnlyList<RequestState> states, CancellationToken cancellationToken)
    {
        lock (_gate)
            return Task.FromResult<IReadOnlyList<JournalRecord>>([.. _records.Values.Where(record => states.Contains(record.State))]);
    }

    public ValueTask<AuditEntry> AppendAsync(AuditDraft draft, CancellationToken cancellationToken)
    {
        lock (_gate)
            return ValueTask.FromResult(Seal(draft));
    }

    public IAsyncEnumerable<AuditEntry> ReadAsync(long after, int limit, CancellationToken cancellationToken)
    {
        lock (_gate)
            return _entries.Where(entry => entry.Sequence > after).Take(limit).ToArray().ToAsyncEnumerable();
    }

    public Task<IReadOnlyList<AuditEntry>> TailAsync(int count, CancellationToken cancellationToken)
    {
        lock (_gate)
            return Task.FromResult<IReadOnlyList<AuditEntry>>([.. _entries.TakeLast(count).Reverse()]);
    }

    public Task<IReadOnlyList<AuditEntry>> OfRequestAsync(Guid requestId, CancellationToken cancellationToken)
    {
        lock (_gate)
            return Task.FromResult<IReadOnlyList<AuditEntry>>([.. _entries.Where(entry => AuditChain.Open(entry).RequestId == requestId)]);
    }

    public async Task<AuditVerification> VerifyAsync(CancellationToken cancellationToken)
    {
        AuditEntry[] entries;
        lock (_gate)
            entries = [.. _entries];
        var head = entries.LastOrDefault();
        return await AuditChain.VerifyAsync(entries.ToAsyncEnumerable(), (head?.Sequence ?? 0, head?.Hash ?? AuditChain.Genesis), cancellationToken);
    }

    private AuditEntry Seal(AuditDraft draft)
    {
        var entry = AuditChain.Seal(_entries.Count + 1, _entries.LastOrDefault()?.Hash ?? AuditChain.Genesis, draft);
        _entries.Add(entry);
        return entry;
    }
}
