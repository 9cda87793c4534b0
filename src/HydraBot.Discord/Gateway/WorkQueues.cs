using HydraBot.Discord.Model;

namespace HydraBot.Discord.Gateway;

/// <summary>
/// Ordered queues, one a channel, each drained by a task of its own while it holds anything: a slow handler delays its own channel alone.
/// Bounded: what does not fit is refused, and the one who adds it decides what that means.
/// </summary>
internal sealed class WorkQueues(int perQueue, int inAll, Func<Snowflake, QueuedWork, Task> run)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<Snowflake, Lane> _lanes = [];
    private int _waiting;

    /// <summary>What waits and does not run yet.</summary>
    public int Waiting
    {
        get
        {
            lock (_lock)
                return _waiting;
        }
    }

    /// <summary>False when there is no room. <paramref name="limited"/> work alone is bounded here.</summary>
    public bool TryAdd(Snowflake queue, QueuedWork work, bool limited)
    {
        lock (_lock)
        {
            if (limited && _waiting >= inAll)
                return false;
            if (!_lanes.TryGetValue(queue, out var lane))
                _lanes.Add(queue, lane = new Lane(queue));
            if (limited && lane.Work.Count >= perQueue)
                return false;
            lane.Work.Enqueue(work);
            _waiting++;
            if (lane.Drained.IsCompleted)
                lane.Drained = Task.Run(() => DrainAsync(lane));
            return true;
        }
    }

    /// <summary>Waits until all that was added has run.</summary>
    public Task DrainedAsync()
    {
        lock (_lock)
            return Task.WhenAll(_lanes.Values.Select(lane => lane.Drained));
    }

    private async Task DrainAsync(Lane lane)
    {
        while (Next(lane) is { } work)
            await run(lane.Key, work);
    }

    private QueuedWork? Next(Lane lane)
    {
        lock (_lock)
        {
            if (lane.Work.TryDequeue(out var work))
                _waiting--;
            else
                _lanes.Remove(lane.Key);
            return work;
        }
    }

    private sealed class Lane(Snowflake key)
    {
        public Snowflake Key { get; } = key;

        public Queue<QueuedWork> Work { get; } = new();

        public Task Drained { get; set; } = Task.CompletedTask;
    }
}
