using System.Diagnostics.CodeAnalysis;

namespace HydraBot.Inference;

/// <summary>Section <c>Inference:Endpoints:n</c>.</summary>
internal sealed class EndpointOptions
{
    /// <summary>What people call it; its host where it is not set.</summary>
    public string? Name { get; set; }

    /// <summary>Its address, which ends in <c>/v1</c>.</summary>
    public string Url { get; set; } = "";

    /// <summary>Sent as a bearer token.</summary>
    public string? ApiKey { get; set; }

    /// <summary>The models to use, the preferred one first; what it lists where none is set.</summary>
    public IList<string> Models { get; set; } = [];

    public bool TryReadUrl([NotNullWhen(true)] out Uri? url) =>
        Uri.TryCreate(Url.TrimEnd('/'), UriKind.Absolute, out url)
        && (url.Scheme == Uri.UriSchemeHttp || url.Scheme == Uri.UriSchemeHttps)
        && url.AbsolutePath.EndsWith("/v1", StringComparison.Ordinal)
        && url.Query.Length == 0;
}
