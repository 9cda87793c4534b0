using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using HydraBot.Governance;
using HydraBot.Governance.Operations;
using HydraBot.Inference.Endpoints;

namespace HydraBot.Inference.Chat;

/// <summary>Answers a person with a language model.</summary>
internal sealed class ChatOperation(ChatDesk desk)
{
    private const int LongestPrompt = 32_000, LongestAddress = 1_500_000;

    [Operation("chat", Toolset = "inference", Slash = "chat", Message = "Ask Hydra", Effect = OperationEffect.Change, TimeLimitSeconds = 600)]
    [Description("Talks with a language model")]
    public async Task<OperationResult<ChatAnswer>> ChatAsync(
        [Description("What you want to say"), MinLength(1), MaxLength(LongestPrompt), Withheld] string prompt,
        Clearance clearance,
        IProgress<OperationProgress> progress,
        [Description("The model; the first one where you leave it out"), Suggest<ModelNames>] string? model = null,
        [Description("Forgets what was said before")] bool fresh = false,
        [Description("A picture, a PDF or text"), Attached, MaxLength(LongestAddress), Withheld] string? attachment = null,
        [Description("A second one"), Attached, MaxLength(LongestAddress), Withheld] string? attachment2 = null,
        [Description("A third one"), Attached, MaxLength(LongestAddress), Withheld] string? attachment3 = null,
        CancellationToken cancellationToken = default)
    {
        if (string.IsNullOrWhiteSpace(prompt) || prompt.Length > LongestPrompt)
            throw OperationException.WrongArgument($"'prompt' has 1 to {LongestPrompt} characters that are not all spaces; this one has {prompt.Length}.");
        var files = new[] { attachment, attachment2, attachment3 }.OfType<string>().Where(file => file.Length > 0);
        return await desk.AnswerAsync(clearance, new ChatQuestion(prompt, model, [.. files]) { Fresh = fresh }, progress, cancellationToken);
    }
}
