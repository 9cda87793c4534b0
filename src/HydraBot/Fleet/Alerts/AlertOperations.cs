using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using HydraBot.Fleet.Alerts.Incoming;
using HydraBot.Governance;
using HydraBot.Governance.Operations;

namespace HydraBot.Fleet.Alerts;

/// <summary>Alerts and silences as they stand.</summary>
internal sealed record AlertList(IReadOnlyList<Alert> Alerts, IReadOnlyList<Silence> Silences);

/// <summary>Looks at alerts, takes them in hand, keeps them quiet, and takes those of other programs.</summary>
internal sealed class AlertOperations(AlertStore store, AlertDesk desk)
{
    private const int MostShown = 200;

    private static readonly TimeSpan LongestSilence = TimeSpan.FromDays(30);

    [Operation("alert.list", Slash = "alerts", Toolset = "fleet")]
    [Description("Lists the alerts that last, or all of them, and the silences")]
    public async Task<OperationResult<AlertList>> ListAsync(
        [Description("Those that are over too")] bool all = false,
        [Description("How many at most"), Range(1, MostShown)] int limit = 50,
        CancellationToken cancellationToken = default)
    {
        var alerts = await store.ListAsync(all, limit, cancellationToken);
        var silences = await store.SilencesAsync(cancellationToken);
        var lasting = alerts.Where(alert => alert.Lasts).ToArray();
        return OperationResult.Of(new AlertList(alerts, silences), new Card
        {
            Title = lasting.Length switch { 0 => "No alerts", 1 => "1 alert", var count => $"{count} alerts" },
            Severity = lasting.Length == 0 ? CardSeverity.Good : AlertCard.Severity(lasting.Max(alert => alert.Severity)),
            Text = alerts.Count == 0 ? null : string.Join('\n', alerts.Take(25).Select(AlertCard.Line)),
            Fields = silences.Count == 0 ? [] : [new CardField("Silenced", string.Join('\n', silences.Take(10).Select(Line)))],
        });
    }

    [Operation("alert.acknowledge", Access = AccessLevel.Operator, Effect = OperationEffect.Change)]
    [Description("Takes an alert in hand: it is not brought up again")]
    public async Task<OperationResult<AlertList>> AcknowledgeAsync(
        [Description("Its number, or all")] string alert,
        Clearance clearance,
        [Description("The others of the same message too")] bool incident = false,
        CancellationToken cancellationToken = default)
    {
        var number = Number(alert);
        var taken = await store.AcknowledgeAsync(number, incident, clearance.Caller.Name, cancellationToken);
        if (taken.Count == 0)
            throw new OperationException(number is null ? "No alert lasts." : $"No alert #{number} lasts. `/alerts` shows those that do.");
        desk.Tell();
        return OperationResult.Of(new AlertList(taken, []), new Card
        {
            Title = taken.Count == 1 ? $"#{taken[0].Number} is in {clearance.Caller.Name}'s hands" : $"{taken.Count} alerts are in {clearance.Caller.Name}'s hands",
            Severity = CardSeverity.Good,
            Text = string.Join('\n', taken.Take(25).Select(AlertCard.Line)),
        });
    }

    [Operation("alert.silence", Access = AccessLevel.Operator, Effect = OperationEffect.Change)]
    [Description("Keeps alerts quiet for a time; they are stored all the same")]
    public async Task<OperationResult<Silence>> SilenceAsync(
        [Description("A word of the alert or its container, or a pattern with *"), StringLength(200, MinimumLength = 1)] string pattern,
        Clearance clearance,
        [Description("For how long: 30m, 2h, 1d")] string length = "1h",
        [Description("Why")] string reason = "",
        CancellationToken cancellationToken = default)
    {
        if (pattern.Trim().Length is 0 or > 200)
            throw OperationException.WrongArgument("'pattern' is a word of 1 to 200 characters, with * for anything.");
        var silence = await store.SilenceAsync(pattern.Trim(), Length(length), reason, clearance.Caller.Name, cancellationToken);
        return OperationResult.Of(silence, new Card { Title = $"Quiet about '{silence.Pattern}'", Severity = CardSeverity.Good, Text = Line(silence) });
    }

    [Operation("alert.unsilence", Access = AccessLevel.Operator, Effect = OperationEffect.Change)]
    [Description("Ends a silence before its time")]
    public async Task<OperationResult<AlertList>> UnsilenceAsync(
        [Description("Its pattern, as it was given")] string pattern, Clearance clearance, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(clearance);
        if (await store.UnsilenceAsync(pattern.Trim(), cancellationToken) == 0)
            throw OperationException.WrongArgument($"There is no silence '{pattern}'. `/alerts` shows those that there are.");
        desk.Tell();
        return OperationResult.Of(new AlertList([], await store.SilencesAsync(cancellationToken)), new Card { Title = $"'{pattern}' is heard again", Severity = CardSeverity.Good });
    }

    [Operation("alert.receive", Access = AccessLevel.Operator, Effect = OperationEffect.Change)]
    [Description("Takes alerts of another program: what its webhook sends")]
    public async Task<OperationResult<ReceivedAlerts>> ReceiveAsync(
        [Description("Whose shape it has: alertmanager, grafana or uptime-kuma")] string kind,
        [Description("The JSON that it sends")] string payload,
        Clearance clearance,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(clearance);
        var (raised, cleared) = (0, 0);
        foreach (var reading in WebhookReader.Read(kind, payload))
        {
            if (reading.Fires)
            {
                await desk.RaiseAsync(reading.Signal, cancellationToken);
                raised++;
            }
            else if (await desk.ClearAsync(reading.Signal.Key, reading.Signal.Text.Length > 0 ? reading.Signal.Text : "It is over.", cancellationToken))
            {
                cleared++;
            }
        }

        return OperationResult.Of(new ReceivedAlerts(raised, cleared), new Card { Title = $"{raised} alerts raised, {cleared} cleared" });
    }

    private static string Line(Silence silence) =>
        $"`{silence.Pattern}` until <t:{silence.Until.ToUnixTimeSeconds()}:f> by {silence.By}{(silence.Reason.Length > 0 ? $": {silence.Reason}" : "")}";

    /// <summary>Null for all of them.</summary>
    private static long? Number(string text)
    {
        var plain = text.Trim().TrimStart('#');
        if (string.Equals(plain, "all", StringComparison.OrdinalIgnoreCase))
            return null;
        return long.TryParse(plain, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw OperationException.WrongArgument($"'alert' is an alert's number such as 12, or all; not '{text}'.");
    }

    private static TimeSpan Length(string text)
    {
        var plain = text.Trim();
        var unit = plain.Length == 0 ? ' ' : char.ToLowerInvariant(plain[^1]);
        if (plain.Length is > 1 and < 8 && double.TryParse(plain[..^1], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount) && amount > 0)
        {
            var length = unit switch { 'm' => TimeSpan.FromMinutes(amount), 'h' => TimeSpan.FromHours(amount), 'd' => TimeSpan.FromDays(amount), _ => TimeSpan.Zero };
            if (length > TimeSpan.Zero && length <= LongestSilence)
                return length;
        }

        throw OperationException.WrongArgument($"'length' is a time such as 30m, 2h or 1d, at most 30d; not '{text}'.");
    }
}
