namespace HydraBot.Hosting;

/// <summary>Since when the house serves.</summary>
internal sealed class HouseUptime(TimeProvider time)
{
    private long? _began;

    /// <summary>Since <see cref="Begin"/>.</summary>
    public TimeSpan Value => _began is { } began ? time.GetElapsedTime(began) : TimeSpan.Zero;

    /// <summary>All doors are open.</summary>
    public void Begin() => _began = time.GetTimestamp();
}
