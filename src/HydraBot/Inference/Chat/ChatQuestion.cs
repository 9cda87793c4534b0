namespace HydraBot.Inference.Chat;

/// <summary>What somebody asks.</summary>
/// <param name="Prompt">In words.</param>
/// <param name="Model">A model; the house's choice where it is null.</param>
/// <param name="Files">Addresses of what is attached.</param>
internal sealed record ChatQuestion(string Prompt, string? Model, IReadOnlyList<string> Files)
{
    /// <summary>What was said before is forgotten.</summary>
    public bool Fresh { get; init; }

    /// <summary>It was answered already, and another answer is wanted.</summary>
    public bool Again { get; init; }
}
