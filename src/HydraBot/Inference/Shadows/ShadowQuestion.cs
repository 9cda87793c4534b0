using HydraBot.Inference.Pipeline;

namespace HydraBot.Inference.Shadows;

/// <summary>A question that was answered, on its way to a model whose answer nobody gets.</summary>
/// <param name="Call">The same bytes, without secrets, under the same clearance.</param>
/// <param name="Answered">How the caller's own answer came about.</param>
/// <param name="Model">Who is asked in the shadow, as the settings name it.</param>
/// <param name="At">When, as the clock's timestamp.</param>
/// <param name="Stopped">The emergency stop that held when it was asked.</param>
internal sealed record ShadowQuestion(InferenceCall Call, CallReport Answered, string Model, long At, CancellationToken Stopped)
{
    /// <summary>Whose budget it is: the house's, and no key's.</summary>
    public const string Scope = "shadow";

    /// <summary>Who answered the caller.</summary>
    public string First => $"{Answered.Endpoint}/{Answered.Model}";
}
