using System.Globalization;
using System.Text.Json;
using HydraBot.Fleet.Metrics;
using HydraBot.Hosting;

namespace HydraBot.Fleet.Prometheus;

/// <summary>A series of Prometheus.</summary>
/// <param name="Labels">Whose it is.</param>
/// <param name="Points">Its values, oldest first; one where only the newest was asked for.</param>
internal sealed record PrometheusSeries(IReadOnlyDictionary<string, string> Labels, IReadOnlyList<MetricPoint> Points);

/// <summary>Reads vectors and matrices: https://prometheus.io/docs/prometheus/latest/querying/api/#expression-query-result-formats.</summary>
internal static class PrometheusAnswer
{
    /// <summary>A proxy in between, or another program at that address, may answer anything.</summary>
    private static readonly long FirstSecond = DateTimeOffset.MinValue.ToUnixTimeSeconds(), LastSecond = DateTimeOffset.MaxValue.ToUnixTimeSeconds();

    /// <returns>Null where it says that it has none.</returns>
    /// <exception cref="InvalidDataException">It is no such answer; the message says what is missing.</exception>
    public static IReadOnlyList<PrometheusSeries>? Read(JsonElement answer)
    {
        if (answer.Text("status") != "success")
            return null;
        if (answer.At("data")?.At("result") is not { ValueKind: JsonValueKind.Array } result)
            throw new InvalidDataException("its answer has no list 'data.result'");
        return [.. result.Items.Where(series => !IsHistogram(series)).Select(Series)];
    }

    /// <summary>Native histograms have no value; nothing here asks for them.</summary>
    private static bool IsHistogram(JsonElement series) => series.At("value") is null && series.At("values") is null && (series.At("histogram") ?? series.At("histograms")) is not null;

    private static PrometheusSeries Series(JsonElement series)
    {
        if (series.At("metric") is not { ValueKind: JsonValueKind.Object } metric)
            throw new InvalidDataException("a series of its answer has no 'metric'");
        var pairs = series.At("values") is { ValueKind: JsonValueKind.Array } values ? values.Items
            : series.At("value") is { } value ? [value]
            : throw new InvalidDataException("a series of its answer has neither 'value' nor 'values'");
        return new PrometheusSeries(
            metric.Members.Select(label => label.Name).Distinct().ToDictionary(name => name, name => metric.Text(name) ?? "", StringComparer.Ordinal),
            [.. pairs.Select(Point).Where(point => double.IsFinite(point.Value))]);
    }

    private static MetricPoint Point(JsonElement pair) =>
        pair.Items.ToArray() is [{ ValueKind: JsonValueKind.Number } at, { ValueKind: JsonValueKind.String } text] && at.TryGetDouble(out var seconds) && seconds >= FirstSecond && seconds <= LastSecond
            ? new MetricPoint(
                DateTimeOffset.FromUnixTimeMilliseconds((long)(seconds * 1000)), double.TryParse(text.GetString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : double.NaN)
            : throw new InvalidDataException("a value of its answer is no pair of a moment and a text");
}
