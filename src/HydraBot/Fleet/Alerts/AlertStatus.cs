using HydraBot.Governance.Operations;
using HydraBot.Hosting.Status;

namespace HydraBot.Fleet.Alerts;

/// <summary>The alerts' section of the status.</summary>
internal sealed class AlertStatus(AlertStore store) : IStatusSource
{
    private const int MostLines = 5;

    public string Name => "Alerts";

    public int Order => 5;

    public async ValueTask<StatusSection> ReadAsync(CancellationToken cancellationToken)
    {
        var alerts = (await store.ListAsync(all: false, 100, cancellationToken)).Where(alert => alert.Severity > AlertSeverity.Information).ToArray();
        if (alerts.Length == 0)
            return new StatusSection(CardSeverity.Good, "None.");
        var open = alerts.Where(alert => alert.State == AlertState.Open).ToArray();
        var lines = alerts.OrderByDescending(alert => alert.Severity).Take(MostLines).Select(AlertCard.Line);
        return new StatusSection(
            open.Length == 0 ? CardSeverity.Neutral : AlertCard.Severity(open.Max(alert => alert.Severity)),
            string.Join('\n', lines) + (alerts.Length > MostLines ? $"\nand {alerts.Length - MostLines} more" : ""))
        {
            Concerns = [.. open.Where(alert => alert.Severity == AlertSeverity.Critical).Take(MostLines).Select(alert => $"{alert.Title} (#{alert.Number}).")],
            Figures = new Dictionary<string, double> { ["open"] = open.Length, ["acknowledged"] = alerts.Length - open.Length },
        };
    }
}
