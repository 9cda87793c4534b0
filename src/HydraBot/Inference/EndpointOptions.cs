using System.Diagnostics.CodeAnalysis;
using HydraBot.Inference.Endpoints;

namespace HydraBot.Inference;

/// <summary>Section <c>Inference:Endpoints:n</c>.</summary>
internal sealed class EndpointOptions
{
    /// <summary>What people call it; its host where it is not set.</summary>
    public string? Name { get; set; }

    /// <summary>Its address, which ends in <c>/v1</c>.</summary>
    public string Url { get; set; } = "";

    /// <summary>Sent as a bearer token, or to Anthropic as its own header.</summary>
    public string? ApiKey { get; set; }

    /// <summary>The models to use, the preferred one first; what it lists where none is set.</summary>
    public IList<string> Models { get; set; } = [];

    /// <summary>What it speaks.</summary>
    public EndpointProtocol Protocol { get; set; }

    /// <summary>How many requests it takes at once; 0 for any number.</summary>
    public int Concurrent { get; set; }

    /// <summary>US dollars for a million tokens, by model; <c>*</c> for every other.</summary>
    public Dictionary<string, PriceOptions> Prices { get; set; } = new(StringComparer.OrdinalIgnoreCase);

    public bool TryReadUrl([NotNullWhen(true)] out Uri? url) =>
        Uri.TryCreate(Url.TrimEnd('/'), UriKind.Absolute, out url)
        && (url.Scheme == Uri.UriSchemeHttp || url.Scheme == Uri.UriSchemeHttps)
        && url.AbsolutePath.EndsWith("/v1", StringComparison.Ordinal)
        && url.Query.Length == 0;
}

/// <summary>US dollars for a million tokens.</summary>
internal sealed class PriceOptions
{
    public decimal Input { get; set; }

    public decimal Output { get; set; }
}
