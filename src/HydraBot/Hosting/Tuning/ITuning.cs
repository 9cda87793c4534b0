namespace HydraBot.Hosting.Tuning;

/// <summary>How a room reads its tunables, and tells how requests fared under them.</summary>
internal interface ITuning
{
    /// <summary>What is in force.</summary>
    TuningSnapshot Current { get; }

    /// <summary>What is in force for one request: while an experiment runs, some get its variant, the same request always the same.</summary>
    /// <param name="unit">By what the request is told from others, such as its id.</param>
    TuningSnapshot For(string unit);

    /// <summary>Tells what came of a request. Costs nothing while no experiment listens.</summary>
    /// <param name="unit">As it was given to <see cref="For"/>.</param>
    /// <param name="metric">What was measured, such as <c>chat.seconds</c>.</param>
    /// <param name="value">The measure.</param>
    void Observe(string unit, string metric, double value);
}
