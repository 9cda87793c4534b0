using System.Collections.Concurrent;

namespace HydraBot.Hosting.Stops;

/// <summary>Lets a person end a request early and keep what it has so far, where its operation can do that; others are cancelled.</summary>
internal sealed class StopSignals
{
    private readonly ConcurrentDictionary<Guid, Stop> _listening = new();

    /// <summary>True while the request can end early.</summary>
    public bool Listens(Guid request) => _listening.ContainsKey(request);

    /// <summary>For an operation that can, until disposed.</summary>
    public Stop Listen(Guid request) => _listening[request] = new Stop(this, request);

    /// <summary>Ends it early; false where it cannot.</summary>
    public async Task<bool> TryAsync(Guid request)
    {
        if (!_listening.TryGetValue(request, out var stop))
            return false;
        await stop.PullAsync();
        return true;
    }

    /// <summary>One request's signal.</summary>
    internal sealed class Stop : IDisposable
    {
        // Pulling and ending may happen at the same moment.
        private readonly Lock _lock = new();
        private readonly CancellationTokenSource _source = new();
        private readonly StopSignals _all;
        private readonly Guid _request;
        private bool _ended;

        public Stop(StopSignals all, Guid request)
        {
            (_all, _request) = (all, request);
            Token = _source.Token;
        }

        public CancellationToken Token { get; }

        public Task PullAsync()
        {
            lock (_lock)
                return _ended ? Task.CompletedTask : _source.CancelAsync();
        }

        public void Dispose()
        {
            _all._listening.TryRemove(_request, out _);
            lock (_lock)
            {
                _ended = true;
                _source.Dispose();
            }
        }
    }
}
