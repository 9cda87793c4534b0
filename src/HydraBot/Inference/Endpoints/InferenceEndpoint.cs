namespace HydraBot.Inference.Endpoints;

/// <summary>An OpenAI-compatible server.</summary>
/// <param name="Name">What people call it.</param>
/// <param name="Url">Its address, without a slash at the end.</param>
/// <param name="ApiKey">Its key, where it wants one.</param>
/// <param name="Models">The models that the settings name; empty for all that it lists.</param>
/// <param name="IsConfigured">True when the settings name it, false when it is looked for on a guess.</param>
internal sealed record InferenceEndpoint(string Name, Uri Url, string? ApiKey, IReadOnlyList<string> Models, bool IsConfigured)
{
    /// <summary>Never the key: records end up in logs.</summary>
    public override string ToString() => $"{Name} at {Url}";
}
