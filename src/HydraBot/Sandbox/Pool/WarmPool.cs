using System.Threading.Channels;
using HydraBot.Governance.Operations;
using HydraBot.Sandbox.Engine;
using HydraBot.Sandbox.Isolation;
using HydraBot.Sandbox.Languages;
using Microsoft.Extensions.Options;

namespace HydraBot.Sandbox.Pool;

/// <summary>Workers that were started ahead, each for one program and then thrown away: never shared, never used again.</summary>
internal sealed partial class WarmPool(
    SandboxEngine engine, Ground ground, IsolationGate gate, LanguageTable languages, IOptions<SandboxOptions> options, TimeProvider time, ILogger<WarmPool> logger)
    : BackgroundService
{
    /// <summary>A worker that waited this long is replaced, well before its label lets anybody take it away.</summary>
    private static readonly TimeSpan Oldest = TimeSpan.FromMinutes(20);

    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(30);
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(15);

    // One place: whoever rings while the loop has not come round yet has been heard.
    private readonly Channel<bool> _bell = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Shelf> _shelves = new(StringComparer.Ordinal);
    private readonly StartFailures _failures = new();
    private bool _closed;

    /// <summary>How many wait, by language.</summary>
    public IReadOnlyDictionary<string, int> Waiting
    {
        get
        {
            lock (_lock)
                return _shelves.Where(shelf => shelf.Value.Workers.Count > 0).ToDictionary(shelf => shelf.Key, shelf => shelf.Value.Workers.Count);
        }
    }

    /// <summary>True while nothing is started ahead, since it failed too often.</summary>
    public bool IsPaused
    {
        get
        {
            lock (_lock)
                return _failures.IsPaused(time.GetUtcNow());
        }
    }

    /// <summary>The order for a worker of a language, as the pool starts them.</summary>
    public WorkerOrder OrderFor(Language language, Footing footing) =>
        new(footing.Image.Id, language.Worker, options.Value.MemoryMb, language.Name, Lifetime);

    /// <summary>Notes that a program of this language runs, until disposed.</summary>
    public IDisposable Want(Language language)
    {
        lock (_lock)
            Shelf(language.Name).Demand.Enter(time.GetUtcNow());
        Ring();
        return new Wish(this, language.Name);
    }

    /// <summary>A worker that waits on this footing; null when there is none, and the caller starts one itself.</summary>
    public SandboxWorker? Take(Language language, Footing footing)
    {
        lock (_lock)
        {
            var workers = Shelf(language.Name).Workers;
            while (workers.TryDequeue(out var worker))
            {
                if (worker.IsAlive && worker.Order.ImageId == footing.Image.Id)
                    return worker;
                Shelf(language.Name).Stale.Add(worker);
            }
        }

        return null;
    }

    /// <summary>Fills and empties the shelves until the house stops; then ends what waits.</summary>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (options.Value.Pool.Keep.Count > 0)
            Ring();
        try
        {
            while (true)
            {
                await UntilRungAsync(stoppingToken);
                await TendAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            await Task.WhenAll(Close().Select(EndAsync));
        }
    }

    private async Task UntilRungAsync(CancellationToken stoppingToken)
    {
        using var pace = new CancellationTokenSource(Pace, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(pace.Token, stoppingToken);
        try
        {
            await _bell.Reader.ReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!stoppingToken.IsCancellationRequested)
        {
            // Time to look what has grown old.
        }
    }

    private async Task TendAsync(CancellationToken stoppingToken)
    {
        await Task.WhenAll(TakeStale().Select(EndAsync));
        while (NextMissing() is { } language)
        {
            try
            {
                var footing = await ground.FindAsync(stoppingToken);
                if (!gate.IsOpen(footing))
                    return;
                var worker = await engine.StartAsync(OrderFor(language, footing), footing.Engine, stoppingToken);
                if (!Put(language, worker))
                    await EndAsync(worker);
            }
            catch (OperationException failure)
            {
                ground.Forget();
                lock (_lock)
                    _failures.Failed(time.GetUtcNow());
                LogFailed(language.Name, failure.Message);
                return;
            }
        }
    }

    private Language? NextMissing()
    {
        lock (_lock)
        {
            var now = time.GetUtcNow();
            if (_closed || _failures.IsPaused(now) || _shelves.Values.Sum(shelf => shelf.Workers.Count) >= options.Value.Pool.Max)
                return null;
            foreach (var name in options.Value.Pool.Keep)
            {
                if (languages.TryFind(name, out var kept))
                    Shelf(kept.Name);
            }

            return _shelves
                .Select(shelf => (shelf.Key, Missing: shelf.Value.Demand.Wanted(now, options.Value.Pool.MaxPerLanguage) - shelf.Value.Workers.Count))
                .Where(shelf => shelf.Missing > 0)
                .OrderByDescending(shelf => shelf.Missing)
                .Select(shelf => languages.TryFind(shelf.Key, out var language) ? language : null)
                .FirstOrDefault();
        }
    }

    private bool Put(Language language, SandboxWorker worker)
    {
        lock (_lock)
        {
            if (_closed)
                return false;
            _failures.Succeeded();
            Shelf(language.Name).Workers.Enqueue(worker);
            return true;
        }
    }

    private List<SandboxWorker> TakeStale()
    {
        lock (_lock)
        {
            var now = time.GetUtcNow();
            var stale = new List<SandboxWorker>();
            foreach (var shelf in _shelves.Values)
            {
                stale.AddRange(shelf.Stale);
                shelf.Stale.Clear();
                var wanted = shelf.Demand.Wanted(now, options.Value.Pool.MaxPerLanguage);
                for (var count = shelf.Workers.Count; count > 0; count--)
                {
                    var worker = shelf.Workers.Dequeue();
                    if (worker.IsAlive && now - worker.StartedAt < Oldest && count <= Math.Max(wanted, 0))
                        shelf.Workers.Enqueue(worker);
                    else
                        stale.Add(worker);
                }
            }

            return stale;
        }
    }

    private List<SandboxWorker> Close()
    {
        lock (_lock)
        {
            _closed = true;
            List<SandboxWorker> all = [.. _shelves.Values.SelectMany(shelf => shelf.Workers.Concat(shelf.Stale))];
            _shelves.Clear();
            return all;
        }
    }

    private async Task EndAsync(SandboxWorker worker)
    {
        try
        {
            await worker.DisposeAsync();
        }
        catch (OperationException failure)
        {
            // The engine is gone or busy; the reaper finds the container by its label.
            LogNotEnded(worker.Id, failure.Message);
        }
    }

    private Shelf Shelf(string language)
    {
        if (!_shelves.TryGetValue(language, out var shelf))
            _shelves[language] = shelf = new Shelf(new Demand(options.Value.Pool.Idle, options.Value.Pool.Keep.Contains(language, StringComparer.OrdinalIgnoreCase) ? 1 : 0));
        return shelf;
    }

    private void Ring() => _bell.Writer.TryWrite(true);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A sandbox for {Language} could not be started ahead: {Reason}")]
    private partial void LogFailed(string language, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The sandbox {Container} could not be taken away: {Reason}")]
    private partial void LogNotEnded(string container, string reason);

    private sealed class Wish(WarmPool pool, string language) : IDisposable
    {
        private int _done;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _done, 1) != 0)
                return;
            lock (pool._lock)
                pool.Shelf(language).Demand.Leave();
            pool.Ring();
        }
    }
}

/// <summary>What is there for one language.</summary>
internal sealed class Shelf(Demand demand)
{
    public Demand Demand { get; } = demand;

    public Queue<SandboxWorker> Workers { get; } = new();

    /// <summary>Workers that nobody may have any more.</summary>
    public List<SandboxWorker> Stale { get; } = [];
}
