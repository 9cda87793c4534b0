using System.Globalization;
using HydraBot.Fleet.Engine;
using HydraBot.Fleet.Logs;
using HydraBot.Fleet.Status;
using HydraBot.Governance.Operations;

namespace HydraBot.Fleet.Containers;

/// <summary>One container on a card.</summary>
internal static class ContainerSheet
{
    private const int MostCheck = 300;

    public static Card Draw(ContainerReport report, DateTimeOffset now)
    {
        var container = report.Container;
        var unused = container.State != ContainerState.Running;
        return new Card
        {
            Title = $"{container.Name}: {(container.Health == ContainerHealth.None ? container.State.ToString() : container.Health.ToString()).ToLowerInvariant()}",
            Severity = container.NeedsAttention ? CardSeverity.Bad : unused ? CardSeverity.Neutral : CardSeverity.Good,
            Text = $"{ContainerLine.Short(container)}{(report.LastCheck is { } said ? $"\n{LogBlock.Tail(said, MostCheck)}" : "")}",
            Fields =
            [
                new CardField("CPU", unused ? "–" : report.CpuPercent is { } cpu ? string.Create(CultureInfo.InvariantCulture, $"{cpu:0.#} % of a processor") : "not told", true),
                new CardField("Memory", unused ? "–" : $"{Units.Bytes(report.MemoryBytes ?? 0)}{(report.MemoryLimitBytes is { } limit ? $" of {Units.Bytes(limit)}" : "")}", true),
                new CardField("Network", unused ? "–" : $"↓ {Units.Bytes((long)(report.ReceivedPerSecond ?? 0))}/s ↑ {Units.Bytes((long)(report.SentPerSecond ?? 0))}/s\n{Units.Bytes(report.ReceivedBytes ?? 0)} and {Units.Bytes(report.SentBytes ?? 0)} since its start", true),
                new CardField("Restarts", $"{report.PolicyRestarts} by its policy{(report.HealedToday is { } healed ? $", {healed} by healing within a day" : "")}", true),
                new CardField("Image", $"`{container.Image}`\n{(report.ImageMade is { } made ? $"made {Units.Duration(now - made)} ago" : "of an age that is not told")}", true),
                .. container.Ports.Count > 0 ? [new CardField("Ports", string.Join(' ', container.Ports), true)] : Array.Empty<CardField>(),
            ],
            Actions = [.. ContainerActions.Of(container.Name, ("Logs", "container.logs"), ("Follow", "container.follow"), ("Restart", "container.restart"))],
        };
    }
}
