using System.Net.Http.Headers;

namespace HydraBot.Inference.Endpoints;

/// <summary>A server of language models.</summary>
/// <param name="Name">What people call it.</param>
/// <param name="Url">Its address, without a slash at the end.</param>
/// <param name="ApiKey">Its key, where it wants one.</param>
/// <param name="Models">The models that the settings name; empty for all that it lists.</param>
/// <param name="IsConfigured">True when the settings name it, false when it is looked for on a guess.</param>
internal sealed record InferenceEndpoint(string Name, Uri Url, string? ApiKey, IReadOnlyList<string> Models, bool IsConfigured)
{
    private static readonly PriceOptions Free = new();

    public EndpointProtocol Protocol { get; init; }

    /// <summary>How many requests it takes at once; 0 for any number.</summary>
    public int Concurrent { get; init; }

    public IReadOnlyDictionary<string, PriceOptions> Prices { get; init; } = new Dictionary<string, PriceOptions>();

    public Uri Chat { get; } = new($"{Url}/chat/completions");

    public Uri Completions { get; } = new($"{Url}/completions");

    public Uri Embeddings { get; } = new($"{Url}/embeddings");

    /// <summary>Anthropic's.</summary>
    public Uri Messages { get; } = new($"{Url}/messages");

    public AuthenticationHeaderValue? Authorization { get; } = ApiKey is { Length: > 0 } ? new("Bearer", ApiKey) : null;

    /// <summary>US dollars for a million tokens; nothing where none is set.</summary>
    public PriceOptions PriceOf(string model) => Prices.TryGetValue(model, out var price) || Prices.TryGetValue("*", out price) ? price : Free;

    /// <summary>Never the key: records end up in logs.</summary>
    public override string ToString() => $"{Name} at {Url}";
}
