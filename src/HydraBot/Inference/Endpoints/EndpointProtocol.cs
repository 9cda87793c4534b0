namespace HydraBot.Inference.Endpoints;

/// <summary>What an endpoint speaks.</summary>
internal enum EndpointProtocol
{
    /// <summary>OpenAI's API, as most servers do.</summary>
    OpenAI = 0,

    /// <summary>Anthropic's Messages API, version 2023-06-01.</summary>
    Anthropic = 1,
}
