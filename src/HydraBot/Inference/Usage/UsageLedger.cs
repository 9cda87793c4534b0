using System.Collections.Concurrent;
using System.Threading.Channels;
using HydraBot.Inference.Pipeline;

namespace HydraBot.Inference.Usage;

/// <summary>Counts what is used: in memory at once, for budgets; on disk a moment later, since no answer waits for a disk.</summary>
internal sealed class UsageLedger(TimeProvider time)
{
    /// <summary>More than any disk falls behind; what is beyond counts for budgets and is missing from the table.</summary>
    private const int MostWaiting = 100_000;

    private readonly Channel<UsageRow> _rows = Channel.CreateBounded<UsageRow>(
        new BoundedChannelOptions(MostWaiting) { SingleReader = true, FullMode = BoundedChannelFullMode.DropWrite });

    private readonly ConcurrentDictionary<(string Scope, DateOnly Day), DayTotal> _days = [];

    /// <summary>Calls that the table has not got yet.</summary>
    public ChannelReader<UsageRow> Rows => _rows.Reader;

    /// <summary>Takes note of a call that ended.</summary>
    public void Note(InferenceCall call, CallReport report)
    {
        var now = time.GetUtcNow();
        Add(call.Scope, DateOnly.FromDateTime(now.UtcDateTime), new DayTotal(1, report.Tokens.Total, report.Cost));
        _rows.Writer.TryWrite(new UsageRow(Guid.CreateVersion7(now), now, call.Scope, call.Kind, report, call.CorrelationId, call.Clearance));
    }

    /// <summary>Adds what was used before the start.</summary>
    public void Add(string scope, DateOnly day, DayTotal used) => _days.AddOrUpdate(
        (scope, day), used, (_, before) => new DayTotal(before.Requests + used.Requests, before.Tokens + used.Tokens, before.Cost + used.Cost));

    /// <summary>What a scope used today.</summary>
    public DayTotal Today(string scope) => _days.GetValueOrDefault((scope, DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime)));

    /// <summary>What everybody used today.</summary>
    public IReadOnlyDictionary<string, DayTotal> Today()
    {
        var day = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        return _days.Where(pair => pair.Key.Day == day).ToDictionary(pair => pair.Key.Scope, pair => pair.Value, StringComparer.Ordinal);
    }

    /// <summary>Forgets days that no budget looks at any more.</summary>
    public void Forget()
    {
        var day = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        foreach (var key in _days.Keys.Where(key => key.Day < day.AddDays(-1)).ToArray())
            _days.TryRemove(key, out _);
    }
}
