namespace HydraBot.Inference.Chat;

/// <summary>A question and its answer.</summary>
internal sealed record Turn(string Prompt, string Answer)
{
    public int Length => Prompt.Length + Answer.Length;
}
