using System.Globalization;

namespace HydraBot.Fleet.Metrics;

/// <summary>Reads the host's sensors (hwmon: https://docs.kernel.org/hwmon/sysfs-interface.html); millidegrees Celsius.</summary>
internal static class Temperatures
{
    private const int MostSensors = 32;

    /// <summary>Degrees by chip and sensor; none where the host has no sensors, as a virtual machine has not.</summary>
    /// <param name="sys">The host's sys file system.</param>
    public static IReadOnlyDictionary<string, double> Read(string sys)
    {
        var found = new SortedDictionary<string, double>(StringComparer.Ordinal);
        var root = Path.Combine(sys, "class/hwmon");
        if (!Directory.Exists(root))
            return found;
        foreach (var chip in Directory.EnumerateDirectories(root).Order(StringComparer.Ordinal))
        {
            foreach (var file in Directory.EnumerateFiles(chip, "temp*_input").Order(StringComparer.Ordinal))
            {
                if (found.Count < MostSensors && Text(file) is { } text && long.TryParse(text, CultureInfo.InvariantCulture, out var millidegrees))
                    found.TryAdd($"{Text(Path.Combine(chip, "name")) ?? Path.GetFileName(chip)} {Text(file.Replace("_input", "_label", StringComparison.Ordinal)) ?? Path.GetFileName(file)[..^6]}", millidegrees / 1000.0);
            }
        }

        return found;
    }

    /// <summary>Null for a sensor that is there and cannot be read, as some are while their device sleeps.</summary>
    private static string? Text(string path)
    {
        try
        {
            return File.Exists(path) && File.ReadAllText(path).Trim() is { Length: > 0 } text ? text : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
