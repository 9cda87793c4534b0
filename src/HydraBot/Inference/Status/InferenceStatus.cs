using HydraBot.Inference.Resilience;
using HydraBot.Inference.Shadows;

namespace HydraBot.Inference.Status;

/// <summary>How the language models are.</summary>
/// <param name="Policy">How a model is chosen where none is asked for.</param>
/// <param name="Endpoints">Each server.</param>
/// <param name="Today">What was used since midnight (UTC), by key and member.</param>
/// <param name="Shadows">How the model in the shadow compares with those that answered, since the start.</param>
internal sealed record InferenceStatus(string Policy, IReadOnlyList<EndpointView> Endpoints, IReadOnlyList<UseView> Today, IReadOnlyList<ShadowView> Shadows);

/// <summary>One server.</summary>
/// <param name="Name">What people call it.</param>
/// <param name="Url">Where it is.</param>
/// <param name="Protocol">What it speaks.</param>
/// <param name="Healthy">It answers.</param>
/// <param name="LatencyMs">How long it took to list its models.</param>
/// <param name="Trouble">Why it does not answer.</param>
/// <param name="Models">What it has.</param>
/// <param name="Waiting">Requests that wait for a place.</param>
/// <param name="Backends">What was learned of each model that was asked.</param>
internal sealed record EndpointView(
    string Name, string Url, string Protocol, bool Healthy, double LatencyMs, string? Trouble, IReadOnlyList<string> Models, int Waiting, IReadOnlyList<BackendFigures> Backends);

/// <summary>What one key or member used.</summary>
/// <param name="Scope">Such as <c>key:ci</c>.</param>
/// <param name="Requests">Calls.</param>
/// <param name="Tokens">Read and written.</param>
/// <param name="Dollars">What they cost.</param>
internal sealed record UseView(string Scope, long Requests, long Tokens, decimal Dollars);
