namespace HydraBot.Hosting.Tuning;

/// <summary>What a room tells of its requests (<see cref="ITuning.Observe"/>), and by which an experiment on them can be judged.</summary>
/// <param name="Name">Dotted: room, metric.</param>
/// <param name="Title">What it is, in a few words.</param>
/// <param name="LowerIsBetter">True for times and costs.</param>
/// <param name="IsRate">Each request tells 0 or 1.</param>
internal sealed record TrafficMetric(string Name, string Title, bool LowerIsBetter, bool IsRate);
