namespace HydraBot.Improvement.Statistics;

/// <summary>From where to where a value lies, at a stated level.</summary>
/// <param name="Low">The lower end.</param>
/// <param name="High">The upper end.</param>
internal readonly record struct Interval(double Low, double High)
{
    public bool Contains(double value) => value >= Low && value <= High;
}
