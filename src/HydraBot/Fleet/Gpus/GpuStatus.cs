using System.Globalization;
using HydraBot.Fleet.Status;
using HydraBot.Governance.Operations;
using HydraBot.Hosting.Status;

namespace HydraBot.Fleet.Gpus;

/// <summary>The graphics cards' section of the status; a host without any says so in four words.</summary>
internal sealed class GpuStatus(GpuReader reader) : IStatusSource
{
    private const double Hot = 85, Full = 97;

    public string Name => "GPUs";

    public int Order => 15;

    public async ValueTask<StatusSection> ReadAsync(CancellationToken cancellationToken)
    {
        var cards = await reader.ReadAsync(cancellationToken);
        if (cards.Count == 0)
            return new StatusSection(CardSeverity.Good, "None that can be read.");
        var concerns = cards.SelectMany(Concerns).ToArray();
        return new StatusSection(concerns.Length > 0 ? CardSeverity.Warning : CardSeverity.Good, string.Join('\n', cards.Select(Text)))
        {
            Concerns = concerns,
            Figures = cards.SelectMany(card => card.Figures.Select(figure => ($"{figure.Key}:{card.Index}", figure.Value))).ToDictionary(),
        };
    }

    private static IEnumerable<string> Concerns(GpuReading card)
    {
        if (card.Figure("temperature") is > Hot and var degrees)
            yield return string.Create(CultureInfo.InvariantCulture, $"GPU {card.Index} is {degrees:0} °C hot.");
        if (card.Throttles.Where(reason => reason.Contains("thermal", StringComparison.Ordinal) || reason.Contains("hw", StringComparison.Ordinal)).ToArray() is { Length: > 0 } reasons)
            yield return $"GPU {card.Index} is slowed down ({string.Join(", ", reasons)}).";
        if (card.Figure("memory") is > Full and var percent)
            yield return string.Create(CultureInfo.InvariantCulture, $"The memory of GPU {card.Index} is {percent:0} % full.");
    }

    private static string Text(GpuReading card)
    {
        var parts = new List<string>();
        if (card.Figure("utilisation") is { } busy)
            parts.Add($"`{Units.Bar(busy)}` {Units.Percent(busy)}");
        parts.Add($"**{card.Index} {card.Name.Replace("NVIDIA GeForce ", "", StringComparison.Ordinal).Replace("NVIDIA ", "", StringComparison.Ordinal)}**");
        if (card.Figure("memoryUsed") is { } used && card.Figure("memoryTotal") is { } total)
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"{used / 1024:0.0} of {total / 1024:0} GiB"));
        if (card.Figure("temperature") is { } degrees)
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"{degrees:0} °C"));
        if (card.Figure("power") is { } watts)
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"{watts:0}{(card.Figure("powerLimit") is { } most ? $" of {most:0}" : "")} W"));
        if (card.Throttles.Count > 0)
            parts.Add($"held back: {string.Join(", ", card.Throttles)}");
        return string.Join(" · ", parts) + string.Concat(card.Processes.OrderByDescending(process => process.MemoryMib).Take(3).Select(process =>
            string.Create(CultureInfo.InvariantCulture, $"\n　{process.Name} {process.MemoryMib / 1024:0.0} GiB")));
    }
}
