namespace HydraBot.Inference.Backends;

/// <summary>What a model does not take of what Anthropic's API otherwise does: it differs from model to model, and only a refusal says so.</summary>
[Flags]
internal enum AnthropicDislikes
{
    None = 0,

    /// <summary>A temperature and <c>top_p</c> in the same request.</summary>
    Both = 1,

    /// <summary>Any word about how its tokens are drawn.</summary>
    Sampling = 2,

    /// <summary>To decide for itself how long it thinks: it wants a number of tokens.</summary>
    Adaptive = 4,

    /// <summary>Any word about how long it thinks.</summary>
    Thinking = 8,

    /// <summary>Tools whose arguments are held to their schema.</summary>
    Strict = 16,
}
