namespace HydraBot.Testing.Forecasts;

/// <summary>A series whose future is known: what comes after the cut says who was right.</summary>
/// <param name="Kind">What it does, for people.</param>
/// <param name="Past">What a forecaster sees, an hour each.</param>
/// <param name="Limit">What must not be reached.</param>
/// <param name="Reaches">True when it is reached within <see cref="Ahead"/> hours.</param>
public sealed record LabelledSeries(string Kind, IReadOnlyList<double> Past, double Limit, bool Reaches)
{
    /// <summary>Hours that are seen.</summary>
    public const int Seen = 168;

    /// <summary>Hours that come.</summary>
    public const int Ahead = 72;

    private static readonly double[] Rooms = [1.1, 1.25, 1.5, 2];

    /// <summary>Made of seeds that nothing was ever tuned on: the forecaster was made with those below 1000.</summary>
    public static IReadOnlyList<LabelledSeries> HeldOut(int seeds) => [.. Enumerable.Range(1001, seeds).SelectMany(SeriesGenerator.Make)];

    /// <summary>Made of the seeds that may be looked at while the forecaster is worked on.</summary>
    public static IReadOnlyList<LabelledSeries> Development(int seeds) => [.. Enumerable.Range(1, seeds).SelectMany(SeriesGenerator.Make)];

    /// <summary>Recorded on a machine of ours; <c>recorded.md</c> tells how. A sample of 1.6 seconds is taken for an hour, and each series is asked about with four limits.</summary>
    public static IReadOnlyList<LabelledSeries> Recorded()
    {
        using var file = new StreamReader(typeof(LabelledSeries).Assembly.GetManifestResourceStream("recorded-series.csv")!);
        var names = file.ReadLine()!.Split(',');
        var rows = file.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(',').Select(text => double.Parse(text, System.Globalization.CultureInfo.InvariantCulture)).ToArray()).ToArray();
        return [.. names.SelectMany((name, column) => Sized(name, [.. rows.Select(row => row[column])]))];
    }

    /// <summary>What if there were only so much room: a little more than was ever used, up to twice as much.</summary>
    private static IEnumerable<LabelledSeries> Sized(string name, double[] values) => Rooms.Select(room => Cut($"recorded: {name}", values, values[..Seen].Max() * room));

    internal static LabelledSeries Cut(string kind, double[] values, double limit) => new(kind, values[..Seen], limit, values[Seen..Math.Min(values.Length, Seen + Ahead)].Max() >= limit);
}
