using HydraBot.Hosting.Forgetting;
using HydraBot.Inference.Answers;
using HydraBot.Inference.Cache;

namespace HydraBot.Inference.Chat;

/// <summary>What conversations keep beside memory: their last turns, the questions of answers that may be given again, and the cache.</summary>
internal sealed class ChatCopies(Conversations conversations, AnswerStore answers, SemanticCache cache) : IHoldsCopies
{
    public string Name => "conversations";

    public async Task ForgetAsync(CopiedText text, CancellationToken cancellationToken)
    {
        await conversations.ForgetAsync(turn => text.IsIn(turn.Prompt) || text.IsIn(turn.Answer), cancellationToken);
        await answers.ForgetAsync(answer => text.IsIn(answer.Question), cancellationToken);
        // An answer may say it in words of its own, and a question is known there by more than its text: all of it goes, and is asked for again.
        cache.Forget();
    }
}
