using System.Text.Json;
using HydraBot.Governance.Approvals;
using HydraBot.Governance.Audit;
using HydraBot.Governance.Emergency;
using HydraBot.Governance.Journal;
using HydraBot.Governance.Operations;
using Xunit;

namespace HydraBot.Governance.Tests.Fakes;

/// <summary>All that the kernel stores, in memory and under one lock, by the same contracts as in a database.</summary>
internal sealed class Ledger : IOperationJournal, IApprovalStore, IAuditLog, IEmergencyStopStore
{
    private readonly Lock _gate = new();
    private readonly Dictionary<Guid, JournalRecord> _requests = [];
    private readonly Dictionary<Guid, Approval> _approvals = [];
    private readonly List<AuditEntry> _entries = [];
    private EmergencyState? _stop;

    /// <summary>When set, every write fails, as on a full disk.</summary>
    public bool Full { get; set; }

    public IReadOnlyList<AuditEntry> Entries
    {
        get
        {
            lock (_gate)
                return [.. _entries];
        }
    }

    public IReadOnlyList<AuditDraft> Drafts => [.. Entries.Select(AuditChain.Open)];

    public JournalRecord this[Guid requestId]
    {
        get
        {
            lock (_gate)
                return _requests[requestId];
        }
    }

    /// <summary>Changes a stored request as somebody with the database in hand would.</summary>
    public void Tamper(Guid requestId, JsonElement arguments)
    {
        lock (_gate)
            _requests[requestId] = _requests[requestId] with { Request = _requests[requestId].Request with { Arguments = arguments } };
    }

    public ValueTask StoreAsync(OperationRequest request, CancellationToken cancellationToken) => Write(() =>
    {
        _requests.Add(request.Id, new JournalRecord(request, RequestState.Received));
        return ValueTask.CompletedTask;
    });

    /// <summary>While a request that was allowed is written down.</summary>
    public Moment Entering { get; } = new();

    /// <summary>Before a hand is counted or a decision is written down.</summary>
    public Moment Deciding { get; } = new();

    /// <summary>Before the state of the stop is written down.</summary>
    public Moment Saving { get; } = new();

    public async ValueTask<AuditEntry> EnterAsync(OperationRequest request, RequestState state, AuditDraft entry, CancellationToken cancellationToken)
    {
        await Entering.ComeAsync();
        return Write(() =>
        {
            _requests.Add(request.Id, new JournalRecord(request, state));
            return Append(entry);
        });
    }

    public ValueTask<AuditEntry?> MoveAsync(
        Guid requestId, RequestState from, RequestState to, AuditDraft entry, JsonElement? maskedArguments, CancellationToken cancellationToken) =>
        Write(() => ValueTask.FromResult(Move(requestId, from, to, maskedArguments) ? Append(entry) : null));

    public IAsyncEnumerable<OperationRequest> SinceAsync(DateTimeOffset moment, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return _requests.Values
                .Where(record => record.Request.ReceivedAt >= moment && record.State != RequestState.Refused)
                .Select(record => record.Request).ToArray().ToAsyncEnumerable();
        }
    }

    public ValueTask<JournalRecord?> FindAsync(Guid requestId, CancellationToken cancellationToken)
    {
        lock (_gate)
            return ValueTask.FromResult(_requests.GetValueOrDefault(requestId));
    }

    public Task<IReadOnlyList<JournalRecord>> InStateAsync(IReadOnlyList<RequestState> states, CancellationToken cancellationToken)
    {
        lock (_gate)
            return Task.FromResult<IReadOnlyList<JournalRecord>>([.. _requests.Values.Where(record => states.Contains(record.State))]);
    }

    public ValueTask OpenAsync(Approval approval, AuditDraft entry, CancellationToken cancellationToken) => Write(() =>
    {
        Assert.True(Move(approval.Request.Id, RequestState.Received, RequestState.AwaitingApproval, null));
        _approvals.Add(approval.Id, approval);
        Append(entry);
        return ValueTask.CompletedTask;
    });

    public async ValueTask<bool> VoteAsync(Guid approvalId, ApprovalVote vote, AuditDraft entry, CancellationToken cancellationToken)
    {
        await Deciding.ComeAsync();
        return Write(() =>
        {
            var approval = _approvals[approvalId];
            if (approval.State != ApprovalState.Pending || approval.Votes.Any(known => known.Voter.Id == vote.Voter.Id && known.Agrees == vote.Agrees))
                return false;
            _approvals[approvalId] = WithVote(approval, vote);
            Append(entry);
            return true;
        });
    }

    public async ValueTask<bool> DecideAsync(
        Guid approvalId,
        ApprovalState state,
        DateTimeOffset at,
        ApprovalVote? lastVote,
        AuditDraft entry,
        JsonElement? maskedArguments,
        CancellationToken cancellationToken)
    {
        await Deciding.ComeAsync();
        return Write(() =>
        {
            if (!_approvals.TryGetValue(approvalId, out var approval) || approval.State != ApprovalState.Pending)
                return false;
            _approvals[approvalId] = (lastVote is null ? approval : WithVote(approval, lastVote)) with { State = state, DecidedAt = at };
            var to = state == ApprovalState.Approved ? RequestState.Approved : RequestState.Refused;
            Assert.True(Move(approval.Request.Id, RequestState.AwaitingApproval, to, maskedArguments));
            Append(entry);
            return true;
        });
    }

    /// <summary>Takes an approval away as somebody with the database in hand would.</summary>
    public void Remove(Guid approvalId)
    {
        lock (_gate)
            _approvals.Remove(approvalId);
    }

    public ValueTask NoteAsync(AuditDraft entry, CancellationToken cancellationToken) => Write(() =>
    {
        Append(entry);
        return ValueTask.CompletedTask;
    });

    ValueTask<Approval?> IApprovalStore.FindAsync(Guid approvalId, CancellationToken cancellationToken)
    {
        lock (_gate)
            return ValueTask.FromResult(_approvals.TryGetValue(approvalId, out var found) ? Joined(found) : null);
    }

    public ValueTask<Approval?> OfRequestAsync(Guid requestId, CancellationToken cancellationToken)
    {
        lock (_gate)
            return ValueTask.FromResult(_approvals.Values.Where(approval => approval.Request.Id == requestId).Select(Joined).FirstOrDefault());
    }

    public Task<IReadOnlyList<Approval>> ListAsync(ApprovalState? state, int limit, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return Task.FromResult<IReadOnlyList<Approval>>(
                [.. _approvals.Values.Where(approval => state is null || approval.State == state).Select(Joined).Take(limit)]);
        }
    }

    public ValueTask<AuditEntry> AppendAsync(AuditDraft draft, CancellationToken cancellationToken) => Write(() => ValueTask.FromResult(Append(draft)));

    public IAsyncEnumerable<AuditEntry> ReadAsync(long after, int limit, CancellationToken cancellationToken) =>
        Entries.Where(entry => entry.Sequence > after).Take(limit).ToAsyncEnumerable();

    public Task<IReadOnlyList<AuditEntry>> TailAsync(int count, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<AuditEntry>>([.. Entries.Reverse().Take(count)]);

    Task<IReadOnlyList<AuditEntry>> IAuditLog.OfRequestAsync(Guid requestId, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<AuditEntry>>([.. Entries.Where(entry => AuditChain.Open(entry).RequestId == requestId)]);

    public Task<AuditVerification> VerifyAsync(CancellationToken cancellationToken) =>
        AuditChain.VerifyAsync(Entries.ToAsyncEnumerable(), Entries is [.., var last] ? (last.Sequence, last.Hash) : (0, AuditChain.Genesis), cancellationToken);

    public ValueTask<EmergencyState?> LoadAsync(CancellationToken cancellationToken) => ValueTask.FromResult(_stop);

    public async ValueTask SaveAsync(EmergencyState state, AuditDraft entry, CancellationToken cancellationToken)
    {
        await Saving.ComeAsync();
        Write(() =>
        {
            _stop = state;
            return Append(entry);
        });
    }

    private T Write<T>(Func<T> work)
    {
        lock (_gate)
            return Full ? throw new IOException("The disk is full.") : work();
    }

    private bool Move(Guid requestId, RequestState from, RequestState to, JsonElement? masked)
    {
        if (!_requests.TryGetValue(requestId, out var record) || record.State != from)
            return false;
        _requests[requestId] = new JournalRecord(masked is null ? record.Request : record.Request with { Arguments = masked.Value }, to);
        return true;
    }

    private AuditEntry Append(AuditDraft draft)
    {
        var entry = AuditChain.Seal(_entries.Count + 1, _entries is [.., var last] ? last.Hash : AuditChain.Genesis, draft);
        _entries.Add(entry);
        return entry;
    }

    /// <summary>The request as it is stored now, as a join gives it.</summary>
    private Approval Joined(Approval approval) => approval with { Request = _requests[approval.Request.Id].Request };

    private static Approval WithVote(Approval approval, ApprovalVote vote) =>
        approval with { Votes = [.. approval.Votes.Where(known => known.Voter.Id != vote.Voter.Id), vote] };
}
