namespace HydraBot.Doors.Http.Health;

/// <summary>How the house is.</summary>
/// <param name="Status">healthy, degraded or unhealthy: the worst of the checks.</param>
/// <param name="Version">Of HydraBot.</param>
/// <param name="UptimeSeconds">Since the process began to serve.</param>
/// <param name="Checks">By name: storage, docker, discord, inference, ...</param>
internal sealed record HealthAnswer(string Status, string Version, double UptimeSeconds, IReadOnlyDictionary<string, HealthCheckAnswer> Checks);

/// <summary>How one part is.</summary>
/// <param name="Status">healthy, degraded or unhealthy.</param>
/// <param name="Detail">One sentence for people.</param>
internal sealed record HealthCheckAnswer(string Status, string Detail);
