namespace HydraBot.Inference.Backends;

/// <summary>Ends a call of Anthropic's library with an answer that is none: status, headers and body are read by whoever asked.</summary>
internal sealed class AnthropicRefusal(HttpResponseMessage response) : Exception("It refuses.")
{
    public HttpResponseMessage Response { get; } = response;
}
