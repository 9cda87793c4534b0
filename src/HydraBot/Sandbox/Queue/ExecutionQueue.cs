using HydraBot.Governance.Operations;
using Microsoft.Extensions.Options;

namespace HydraBot.Sandbox.Queue;

/// <summary>How many programs run at once, in all and of one member; the rest waits its turn, and too much of it is sent away.</summary>
internal sealed class ExecutionQueue(IOptions<SandboxOptions> options) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Member> _members = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _places = new(options.Value.Concurrent, options.Value.Concurrent);
    private int _waiting;
    private int _running;

    /// <summary>How many run now.</summary>
    public int Running => Volatile.Read(ref _running);

    /// <summary>How many wait now.</summary>
    public int Waiting => Volatile.Read(ref _waiting);

    /// <summary>Waits for a place; disposing gives it back.</summary>
    /// <exception cref="OperationException">Too many wait already.</exception>
    public async Task<IDisposable> EnterAsync(string caller, CancellationToken cancellationToken)
    {
        var member = Join(caller);
        try
        {
            await member.Places.WaitAsync(cancellationToken);
            try
            {
                await _places.WaitAsync(cancellationToken);
            }
            catch
            {
                member.Places.Release();
                throw;
            }
        }
        catch
        {
            Leave(caller, member, waited: true);
            throw;
        }

        lock (_lock)
        {
            _waiting--;
            member.Waiting--;
            _running++;
        }

        return new Place(this, caller, member);
    }

    public void Dispose() => _places.Dispose();

    private Member Join(string caller)
    {
        var limits = options.Value;
        lock (_lock)
        {
            if (!_members.TryGetValue(caller, out var member))
                _members[caller] = member = new Member(limits.ConcurrentPerMember);
            if (_waiting >= limits.Waiting + limits.Concurrent)
                throw new OperationException($"The sandbox is full: {_running} programs run and {_waiting} wait. Try again in a moment.");
            if (member.Waiting >= limits.WaitingPerMember + limits.ConcurrentPerMember)
                throw new OperationException($"You have {member.Waiting} programs waiting already; allowed are {limits.WaitingPerMember}. Try again when some have run.");
            _waiting++;
            member.Waiting++;
            member.Here++;
            return member;
        }
    }

    private void Leave(string caller, Member member, bool waited)
    {
        lock (_lock)
        {
            if (waited)
            {
                _waiting--;
                member.Waiting--;
            }
            else
            {
                _running--;
            }

            if (--member.Here == 0)
                _members.Remove(caller);
        }
    }

    /// <summary>One member's share.</summary>
    private sealed class Member(int places)
    {
        public SemaphoreSlim Places { get; } = new(places, places);

        public int Waiting { get; set; }

        public int Here { get; set; }
    }

    /// <summary>A place that is taken.</summary>
    private sealed class Place(ExecutionQueue queue, string caller, Member member) : IDisposable
    {
        private int _given;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _given, 1) != 0)
                return;
            member.Places.Release();
            queue._places.Release();
            queue.Leave(caller, member, waited: false);
        }
    }
}
