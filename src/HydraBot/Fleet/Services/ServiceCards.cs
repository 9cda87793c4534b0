using System.Globalization;
using HydraBot.Fleet.Status;
using HydraBot.Governance.Operations;

namespace HydraBot.Fleet.Services;

/// <summary>Services as people see them.</summary>
internal static class ServiceCards
{
    private const int MostLines = 25;

    public static string Line(ServiceState state, DateTimeOffset now) => state.Up switch
    {
        null => $"⚪ `{state.Name}` not looked at yet",
        true => string.Create(CultureInfo.InvariantCulture, $"🟢 `{state.Name}` {state.Milliseconds:0} ms{(state.Expires is { } until ? $" · until {until.UtcDateTime:yyyy-MM-dd}" : "")}"),
        _ => $"🔴 `{state.Name}` {state.Trouble}{(state.Since is { } since ? $", for {Units.Duration(now - since)}" : "")}",
    };

    public static Card Of(IReadOnlyList<ServiceState> states, DateTimeOffset now)
    {
        var down = states.Count(state => state.Up == false);
        var lines = states.OrderBy(state => state.Up ?? true).Take(MostLines).Select(state => Line(state, now)).ToList();
        if (states.Count > MostLines)
            lines.Add($"and {states.Count - MostLines} more");
        return new Card
        {
            Title = states.Count == 0 ? "No service is watched" : down == 0 ? $"{states.Count} {(states.Count == 1 ? "service" : "services")}, all well" : $"{down} of {states.Count} services {(down == 1 ? "is" : "are")} not well",
            Severity = down > 0 ? CardSeverity.Bad : CardSeverity.Good,
            Text = states.Count == 0 ? "Name some below `Fleet:Services`." : string.Join('\n', lines),
            Footer = states.Count == 0 ? null : "/chart draws service/NAME/latency.",
        };
    }
}
