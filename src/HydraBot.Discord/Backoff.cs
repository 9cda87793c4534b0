namespace HydraBot.Discord;

/// <summary>Growing pauses with jitter, so that many clients do not come back at the same moment.</summary>
internal static class Backoff
{
    /// <summary>Half to all of <paramref name="first"/> doubled per failure, at most <paramref name="longest"/>.</summary>
    public static TimeSpan After(int failures, TimeSpan first, TimeSpan longest)
    {
        var full = Math.Min(longest.TotalMilliseconds, first.TotalMilliseconds * Math.Pow(2, Math.Max(0, failures - 1)));
        return TimeSpan.FromMilliseconds(full * (0.5 + (Random.Shared.NextDouble() / 2)));
    }
}
