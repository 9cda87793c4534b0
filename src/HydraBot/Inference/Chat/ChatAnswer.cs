namespace HydraBot.Inference.Chat;

/// <summary>What a language model answered.</summary>
/// <param name="Text">In Markdown.</param>
/// <param name="Complete">False when the answer broke off.</param>
/// <param name="Trouble">Why it broke off.</param>
/// <param name="Model">Who answered.</param>
/// <param name="Endpoint">Where.</param>
/// <param name="InputTokens">How much was read, tools' results among it; estimated where the endpoint does not say so.</param>
/// <param name="OutputTokens">How much was written; estimated where the endpoint does not say so.</param>
/// <param name="DurationMs">From the question to the last word.</param>
internal sealed record ChatAnswer(
    string Text, bool Complete, string? Trouble, string Model, string Endpoint, long? InputTokens, long? OutputTokens, long DurationMs)
{
    /// <summary>By which it can be had again or judged.</summary>
    public string Id { get; init; } = "";

    /// <summary>US dollars; 0 where no price is set.</summary>
    public decimal Cost { get; init; }

    /// <summary><c>exact</c> or <c>similar</c> where the answer was given before, <c>miss</c> where it was not, null where it is not for keeping.</summary>
    public string? Cache { get; init; }

    /// <summary>Why this model, in a few words.</summary>
    public string? Route { get; init; }
}
