namespace HydraBot.Inference.Chat;

/// <summary>What a language model answered.</summary>
/// <param name="Text">In Markdown.</param>
/// <param name="Complete">False when the answer broke off.</param>
/// <param name="Trouble">Why it broke off.</param>
/// <param name="Model">Who answered.</param>
/// <param name="Endpoint">Where.</param>
/// <param name="InputTokens">How much was read, where the endpoint says so.</param>
/// <param name="OutputTokens">How much was written, where the endpoint says so.</param>
/// <param name="DurationMs">From the question to the last word.</param>
internal sealed record ChatAnswer(
    string Text, bool Complete, string? Trouble, string Model, string Endpoint, long? InputTokens, long? OutputTokens, long DurationMs);
