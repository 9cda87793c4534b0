using System.Data.Common;
using HydraBot.Governance.Audit;
using HydraBot.Storage;

namespace HydraBot.Fleet.Alerts;

/// <summary>Alerts and silences, in the database.</summary>
internal sealed class AlertStore(Database database, SecretMask mask, TimeProvider time)
{
    /// <summary>What comes back within this time after it was cleared is the same alert again.</summary>
    private const long SameAgain = 10 * 60 * 1000;

    /// <summary>A later alert of the topic joins the message of an incident that is not older.</summary>
    private const long SameIncident = 30 * 60 * 1000;

    private const int Kept = 5000;

    private const string Columns =
        "number, alert_key, source, topic, incident, severity, title, body, state, times, raised_at, changed_at, acknowledged_by, told_at, escalations, escalated_at";

    /// <summary>Later than the change before it, also where the clock was set back in between: by that it is known what was not told yet.</summary>
    private const string Changed = "changed_at = CASE WHEN changed_at < @now THEN @now ELSE changed_at + 1 END";

    /// <summary>Raises an alert, or sees again one that lasts.</summary>
    /// <returns>True when there is something new to tell.</returns>
    public async Task<bool> RaiseAsync(AlertSignal signal, CancellationToken cancellationToken)
    {
        var now = Now();
        var (title, text) = (Storable(signal.Title, 250), Storable(signal.Text, 3000));
        return await database.WriteAsync(Durability.Process, async session =>
        {
            var known = await session.FirstAsync(
                $"SELECT {Columns} FROM fleet_alerts WHERE alert_key = @key ORDER BY number DESC LIMIT 1", Read, ("key", signal.Key));
            if (known is { Lasts: true } && known.Title == title && known.Text == text && known.Severity == signal.Severity)
            {
                await session.ExecuteAsync("UPDATE fleet_alerts SET times = times + 1 WHERE number = @number", ("number", known.Number));
                return false;
            }

            if (known is not null && (known.Lasts || now - known.ChangedAt.ToUnixTimeMilliseconds() < SameAgain))
            {
                // Worse than when somebody took it: it is open again.
                var state = known.State == AlertState.Acknowledged && signal.Severity <= known.Severity ? AlertState.Acknowledged : AlertState.Open;
                await session.ExecuteAsync(
                    $"UPDATE fleet_alerts SET severity = @severity, title = @title, body = @body, state = @state, times = times + 1, {Changed} WHERE number = @number",
                    ("severity", (long)signal.Severity), ("title", title), ("body", text), ("state", (long)state), ("now", now), ("number", known.Number));
                return true;
            }

            var number = 1 + await session.FirstAsync("SELECT COALESCE(MAX(number), 0) FROM fleet_alerts", row => row.GetInt64(0));
            var incident = await session.FirstAsync(
                "SELECT incident FROM fleet_alerts WHERE topic = @topic AND number IN (SELECT incident FROM fleet_alerts WHERE topic = @topic AND state <> 2) AND raised_at > @young ORDER BY number DESC LIMIT 1",
                row => row.GetInt64(0), ("topic", signal.Topic), ("young", now - SameIncident));
            await session.ExecuteAsync(
                $"INSERT INTO fleet_alerts ({Columns}) VALUES (@number, @key, @source, @topic, @incident, @severity, @title, @body, 0, 1, @now, @now, NULL, NULL, 0, NULL)",
                ("number", number), ("key", signal.Key), ("source", signal.Source), ("topic", signal.Topic), ("incident", incident == 0 ? number : incident),
                ("severity", (long)signal.Severity), ("title", title), ("body", text), ("now", now));
            await session.ExecuteAsync("DELETE FROM fleet_alerts WHERE state = 2 AND number <= @old", ("old", number - Kept));
            return true;
        }, cancellationToken);
    }

    /// <summary>Ends an alert that lasts.</summary>
    /// <returns>False when there is none of this key.</returns>
    public async Task<bool> ClearAsync(string key, string text, CancellationToken cancellationToken) => await database.WriteAsync(
        Durability.Process,
        session => session.ExecuteAsync(
            $"UPDATE fleet_alerts SET state = 2, body = @body, {Changed} WHERE alert_key = @key AND state <> 2", ("body", Storable(text, 3000)), ("now", Now()), ("key", key)),
        cancellationToken) > 0;

    /// <summary>Marks alerts that last as taken in hand.</summary>
    /// <returns>Those that were.</returns>
    public async Task<IReadOnlyList<Alert>> AcknowledgeAsync(long? number, bool wholeIncident, string by, CancellationToken cancellationToken) => await database.WriteAsync(
        Durability.Process,
        async session =>
        {
            var alerts = (await session.ListAsync($"SELECT {Columns} FROM fleet_alerts WHERE state <> 2 ORDER BY number", Read)).Where(alert =>
                number is null || alert.Number == number || (wholeIncident && alert.Incident == number)).ToArray();
            foreach (var alert in alerts)
                await session.ExecuteAsync($"UPDATE fleet_alerts SET state = 1, acknowledged_by = @by, {Changed} WHERE number = @number", ("by", by), ("now", Now()), ("number", alert.Number));
            return (IReadOnlyList<Alert>)[.. alerts.Select(alert => alert with { State = AlertState.Acknowledged, AcknowledgedBy = by })];
        },
        cancellationToken);

    /// <summary>The newest; those that last, or all.</summary>
    public async Task<IReadOnlyList<Alert>> ListAsync(bool all, int most, CancellationToken cancellationToken) => await database.ReadAsync(
        session => session.ListAsync($"SELECT {Columns} FROM fleet_alerts WHERE state <> 2 OR @all = 1 ORDER BY number DESC LIMIT @most", Read, ("all", all ? 1L : 0L), ("most", (long)most)),
        cancellationToken);

    /// <summary>Those that changed since a moment, or last; the newest first.</summary>
    public async Task<IReadOnlyList<Alert>> SinceAsync(DateTimeOffset since, CancellationToken cancellationToken) => await database.ReadAsync(
        session => session.ListAsync(
            $"SELECT {Columns} FROM fleet_alerts WHERE changed_at >= @since OR state <> 2 ORDER BY severity DESC, number DESC", Read, ("since", since.ToUnixTimeMilliseconds())),
        cancellationToken);

    /// <summary>Incidents of which something was not told yet, or which last; each whole.</summary>
    public async Task<IReadOnlyList<Alert>> OpenIncidentsAsync(CancellationToken cancellationToken) => await database.ReadAsync(
        session => session.ListAsync(
            $"SELECT {Columns} FROM fleet_alerts WHERE incident IN (SELECT incident FROM fleet_alerts WHERE state <> 2 OR told_at IS NULL OR told_at < changed_at) ORDER BY number", Read),
        cancellationToken);

    public async Task ToldAsync(IEnumerable<Alert> alerts, CancellationToken cancellationToken) => await database.WriteAsync(
        Durability.Process,
        async session =>
        {
            foreach (var alert in alerts)
                await session.ExecuteAsync("UPDATE fleet_alerts SET told_at = @told WHERE number = @number", ("told", alert.ChangedAt.ToUnixTimeMilliseconds()), ("number", alert.Number));
            return 0;
        },
        cancellationToken);

    public async Task EscalatedAsync(IEnumerable<Alert> alerts, CancellationToken cancellationToken) => await database.WriteAsync(
        Durability.Process,
        async session =>
        {
            foreach (var alert in alerts)
                await session.ExecuteAsync("UPDATE fleet_alerts SET escalations = escalations + 1, escalated_at = @now WHERE number = @number", ("now", Now()), ("number", alert.Number));
            return 0;
        },
        cancellationToken);

    public async Task<Silence> SilenceAsync(string pattern, TimeSpan length, string reason, string by, CancellationToken cancellationToken)
    {
        var silence = new Silence(Guid.CreateVersion7(time.GetUtcNow()), pattern, time.GetUtcNow() + length, Storable(reason, 500), by);
        await database.WriteAsync(
            Durability.Process,
            session => session.ExecuteAsync(
                "INSERT INTO fleet_silences (id, pattern, until, reason, made_by) VALUES (@id, @pattern, @until, @reason, @by)",
                ("id", silence.Id.ToString("N")), ("pattern", pattern), ("until", silence.Until.ToUnixTimeMilliseconds()), ("reason", silence.Reason), ("by", by)),
            cancellationToken);
        return silence;
    }

    /// <summary>Ends silences of this pattern early.</summary>
    public async Task<int> UnsilenceAsync(string pattern, CancellationToken cancellationToken) => await database.WriteAsync(
        Durability.Process,
        session => session.ExecuteAsync("DELETE FROM fleet_silences WHERE pattern = @pattern AND until > @now", ("pattern", pattern), ("now", Now())),
        cancellationToken);

    public async Task<IReadOnlyList<Silence>> SilencesAsync(CancellationToken cancellationToken) => await database.ReadAsync(
        session => session.ListAsync(
            "SELECT id, pattern, until, reason, made_by FROM fleet_silences WHERE until > @now ORDER BY until",
            row => new Silence(Guid.ParseExact(row.GetString(0), "N"), row.GetString(1), At(row.GetInt64(2)), row.GetString(3), row.GetString(4)),
            ("now", Now())),
        cancellationToken);

    private static Alert Read(DbDataReader row) => new(
        row.GetInt64(0), row.GetString(1), row.GetString(2), row.GetString(3), row.GetInt64(4), (AlertSeverity)row.GetInt64(5), row.GetString(6), row.GetString(7),
        (AlertState)row.GetInt64(8), row.GetInt64(9), At(row.GetInt64(10)), At(row.GetInt64(11)), row.IsDBNull(12) ? null : row.GetString(12))
    {
        ToldAt = row.IsDBNull(13) ? null : At(row.GetInt64(13)),
        Escalations = row.GetInt64(14),
        EscalatedAt = row.IsDBNull(15) ? null : At(row.GetInt64(15)),
    };

    private static DateTimeOffset At(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);

    private long Now() => time.GetUtcNow().ToUnixTimeMilliseconds();

    private string Storable(string text, int most)
    {
        var plain = mask.Apply(text).Replace('\0', '␀');
        return plain.Length <= most ? plain : plain[..(char.IsHighSurrogate(plain[most - 1]) ? most - 1 : most)];
    }
}
