namespace HydraBot.Inference.Pipeline;

/// <summary>What a program asks of a model. The paths are those of OpenAI's API reference.</summary>
internal enum InferenceKind
{
    /// <summary><c>/chat/completions</c>.</summary>
    Chat = 0,

    /// <summary><c>/completions</c>.</summary>
    Completion = 1,

    /// <summary><c>/embeddings</c>.</summary>
    Embedding = 2,
}
