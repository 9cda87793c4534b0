namespace HydraBot.Fleet.Healing;

/// <summary>When the next restart may be. Pure.</summary>
internal static class HealPace
{
    /// <summary>Restarts further back than this do not count for the back-off.</summary>
    public static readonly TimeSpan Remembered = TimeSpan.FromMinutes(30);

    /// <summary>The moment from which a further restart is allowed.</summary>
    /// <param name="before">Restarts so far, oldest first.</param>
    /// <param name="now">The moment of asking.</param>
    /// <param name="options">Back-off and its limit.</param>
    public static DateTimeOffset Next(IReadOnlyList<DateTimeOffset> before, DateTimeOffset now, HealOptions options)
    {
        // Restarts of the future are what a clock that jumped back left behind; they count as now.
        var recent = before.Where(moment => now - moment < Remembered).Select(moment => moment > now ? now : moment).ToArray();
        if (recent.Length == 0)
            return now;
        var wait = options.BackOff * Math.Pow(2, Math.Min(recent.Length - 1, 30));
        return recent[^1] + (wait < options.MaxBackOff ? wait : options.MaxBackOff);
    }

    public static bool IsSpent(int lastHour, int allLastHour, HealOptions options) => lastHour >= options.PerHour || allLastHour >= options.TotalPerHour;
}
