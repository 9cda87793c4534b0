using HydraBot.Storage;

namespace HydraBot.Fleet.Metrics;

/// <summary>Measurements over time, bounded: minutes for a day, quarters of an hour for a week, hours for two months.</summary>
/// <remarks>Series are named like paths: <c>host/cpu</c>, <c>host/disk:/</c>, <c>container/web/memory</c>, <c>gpu/0/temperature</c>; of another host <c>host@nas/cpu</c>, <c>container/web@nas/memory</c>.</remarks>
internal sealed class MetricStore(Database database, TimeProvider time)
{
    public async Task AddAsync(IReadOnlyCollection<KeyValuePair<string, double>> values, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        await database.WriteAsync(Durability.Process, async session =>
        {
            foreach (var step in MetricStep.All)
            {
                var at = now / step.Milliseconds * step.Milliseconds;
                foreach (var (series, value) in values.Where(value => double.IsFinite(value.Value)))
                {
                    await session.ExecuteAsync(
                        """
                        INSERT INTO fleet_samples (series, step, at, total, samples) VALUES (@series, @step, @at, @value, 1)
                        ON CONFLICT (series, step, at) DO UPDATE SET total = fleet_samples.total + excluded.total, samples = fleet_samples.samples + 1
                        """,
                        ("series", series), ("step", step.Milliseconds), ("at", at), ("value", value));
                }

                // A clock that jumped ahead and came back left points of a future that nobody would ever reach.
                await session.ExecuteAsync(
                    "DELETE FROM fleet_samples WHERE step = @step AND (at < @old OR at > @future)",
                    ("step", step.Milliseconds), ("old", now - (long)step.Kept.TotalMilliseconds), ("future", now + (long)TimeSpan.FromDays(1).TotalMilliseconds));
            }

            return 0;
        }, cancellationToken);
    }

    /// <summary>Takes over what somebody else measured, where nothing is of our own.</summary>
    public async Task FillAsync(string series, MetricStep step, IReadOnlyList<MetricPoint> points, CancellationToken cancellationToken) => await database.WriteAsync(Durability.Process, async session =>
    {
        foreach (var point in points)
        {
            var at = point.At.ToUnixTimeMilliseconds() / step.Milliseconds * step.Milliseconds;
            await session.ExecuteAsync(
                "INSERT INTO fleet_samples (series, step, at, total, samples) VALUES (@series, @step, @at, @value, 1) ON CONFLICT (series, step, at) DO NOTHING",
                ("series", series), ("step", step.Milliseconds), ("at", at), ("value", point.Value));
        }

        return points.Count;
    }, cancellationToken);

    /// <summary>The means of a series, oldest first.</summary>
    public async Task<IReadOnlyList<MetricPoint>> ReadAsync(string series, MetricStep step, TimeSpan back, CancellationToken cancellationToken) => await database.ReadAsync(
        session => session.ListAsync(
            "SELECT at, total / samples FROM fleet_samples WHERE series = @series AND step = @step AND at >= @since ORDER BY at",
            row => new MetricPoint(DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(0)), row.GetDouble(1)),
            ("series", series), ("step", step.Milliseconds), ("since", (time.GetUtcNow() - back).ToUnixTimeMilliseconds())),
        cancellationToken);

    /// <summary>Series of which there is something, by name.</summary>
    public async Task<IReadOnlyList<string>> SeriesAsync(CancellationToken cancellationToken) => await database.ReadAsync(
        session => session.ListAsync("SELECT DISTINCT series FROM fleet_samples WHERE step = @step ORDER BY series", row => row.GetString(0), ("step", MetricStep.Hours.Milliseconds)), cancellationToken);
}
