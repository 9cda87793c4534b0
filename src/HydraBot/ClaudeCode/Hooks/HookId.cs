using System.Diagnostics;
using System.Globalization;

namespace HydraBot.ClaudeCode.Hooks;

/// <summary>
/// A hook's id, which says when Claude Code began it. Reports are asynchronous and each is a process of its own, so one may overtake another on its way here.
/// </summary>
internal static class HookId
{
    private const int TimeDigits = 12;

    /// <summary>A new one for this process.</summary>
    public static string OfThisProcess()
    {
        using var process = Process.GetCurrentProcess();
        return Guid.CreateVersion7(process.StartTime).ToString("N");
    }

    /// <summary>When the hook began; null where the id was made in another way.</summary>
    public static DateTimeOffset? Began(string id) =>
        Guid.TryParseExact(id, "N", out var guid) && guid.Version == 7
            ? DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(id.AsSpan(0, TimeDigits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture))
            : null;
}
