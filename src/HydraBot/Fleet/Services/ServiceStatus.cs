using System.Globalization;
using HydraBot.Fleet.Status;
using HydraBot.Governance.Operations;
using HydraBot.Hosting.Status;

namespace HydraBot.Fleet.Services;

/// <summary>The services' section of the status: those that are down first.</summary>
internal sealed class ServiceStatus(ServiceWatch watch, TimeProvider time) : IStatusSource
{
    private const int MostLines = 8;

    public string Name => "Services";

    public int Order => 25;

    public ValueTask<StatusSection> ReadAsync(CancellationToken cancellationToken)
    {
        var states = watch.States;
        if (states.Count == 0)
            return ValueTask.FromResult(new StatusSection(CardSeverity.Neutral, "None is watched: name some below `Fleet:Services`."));
        var down = states.Where(state => state.IsDown).ToArray();
        var shaky = states.Count(state => state is { Up: false, IsDown: false });
        var lines = down.Take(MostLines).Select(state => ServiceCards.Line(state, time.GetUtcNow())).ToList();
        if (down.Length > MostLines)
            lines.Add($"and {down.Length - MostLines} more");
        lines.Add($"{states.Count(state => state.Up == true)} of {states.Count} up{(shaky > 0 ? $", {shaky} shaky" : "")}{Slowest(states)}");
        return ValueTask.FromResult(new StatusSection(down.Length > 0 ? CardSeverity.Bad : shaky > 0 ? CardSeverity.Warning : CardSeverity.Good, string.Join('\n', lines))
        {
            Concerns = [.. down.Take(MostLines).Select(state => $"Service `{state.Name}` is down.")],
            Figures = new Dictionary<string, double> { ["total"] = states.Count, ["up"] = states.Count(state => state.Up == true), ["down"] = down.Length },
        });
    }

    private static string Slowest(IReadOnlyList<ServiceState> states) => states.Where(state => state is { Up: true, Milliseconds: not null }).MaxBy(state => state.Milliseconds) is { } slowest
        ? string.Create(CultureInfo.InvariantCulture, $", the slowest `{slowest.Name}` with {slowest.Milliseconds:0} ms")
        : "";
}
