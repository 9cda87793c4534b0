using System.Globalization;

namespace HydraBot.Fleet.Status;

/// <summary>Figures as people read them.</summary>
internal static class Units
{
    private const int BarCells = 10;

    private static readonly string[] Sizes = ["B", "KiB", "MiB", "GiB", "TiB", "PiB"];

    /// <summary>Ten cells, filled to the percentage; anything above nothing shows.</summary>
    public static string Bar(double percent)
    {
        var filled = percent <= 0 ? 0 : Math.Clamp((int)Math.Round(percent * BarCells / 100), 1, BarCells);
        return new string('▰', filled) + new string('▱', BarCells - filled);
    }

    public static string Percent(double percent) => string.Create(CultureInfo.InvariantCulture, $"{percent:0} %");

    public static string Bytes(long bytes)
    {
        var (size, step) = ((double)bytes, 0);
        for (; size >= 1024 && step < Sizes.Length - 1; step++)
            size /= 1024;
        return string.Create(CultureInfo.InvariantCulture, $"{size.ToString(size < 10 && step > 0 ? "0.0" : "0", CultureInfo.InvariantCulture)} {Sizes[step]}");
    }

    /// <summary>The two largest units: "3 d 4 h", "12 min", "8 s".</summary>
    public static string Duration(TimeSpan span) => span switch
    {
        { TotalDays: >= 1 } => $"{(int)span.TotalDays} d {span.Hours} h",
        { TotalHours: >= 1 } => $"{span.Hours} h {span.Minutes} min",
        { TotalMinutes: >= 1 } => $"{span.Minutes} min",
        _ => $"{(int)span.TotalSeconds} s",
    };
}
