using System.Globalization;

namespace HydraBot.Discord.Rest;

/// <summary>Builds query strings: parameters that are null are left out.</summary>
internal static class Query
{
    public static string? Of(params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        var parts = new List<string>(parameters.Length);
        foreach (var (name, value) in parameters)
        {
            if (value is not null)
                parts.Add($"{name}={Uri.EscapeDataString(Convert.ToString(value, CultureInfo.InvariantCulture)!)}");
        }
        return parts.Count == 0 ? null : string.Join('&', parts);
    }
}
