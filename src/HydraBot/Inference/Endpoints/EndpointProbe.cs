namespace HydraBot.Inference.Endpoints;

/// <summary>What an endpoint said when it was asked for its models.</summary>
/// <param name="Endpoint">Which.</param>
/// <param name="Models">Those that may be used, the preferred one first.</param>
/// <param name="Latency">How long the answer took.</param>
/// <param name="Trouble">Why it cannot be used, in a few words; null when it can.</param>
internal sealed record EndpointProbe(InferenceEndpoint Endpoint, IReadOnlyList<string> Models, TimeSpan Latency, string? Trouble)
{
    public bool Answers => Trouble is null;
}
