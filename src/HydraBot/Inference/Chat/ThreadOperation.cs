using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using HydraBot.Governance;
using HydraBot.Governance.Operations;
using HydraBot.Hosting.Threads;

namespace HydraBot.Inference.Chat;

/// <summary>Opens a thread as a conversation.</summary>
internal sealed class ThreadOperation(ChatThreads threads, IConversationThreads? conversations = null)
{
    private const string Elsewhere = "command";

    [Operation("chat.thread", Slash = "conversation", Effect = OperationEffect.Change, TimeLimitSeconds = 30)]
    [Description("Opens a thread in which everything that you write is answered")]
    public async Task<OperationResult<OpenedThread>> OpenAsync(
        [Description("What it is about"), MinLength(1), MaxLength(100)] string topic, Clearance clearance, CancellationToken cancellationToken = default)
    {
        if (string.IsNullOrWhiteSpace(topic))
            throw OperationException.WrongArgument("'topic' says what the conversation is about: 1 to 100 characters that are not all spaces.");
        if (conversations is null)
            throw new OperationException("There is no Discord here on which a thread could be opened.");
        var first = new Card
        {
            Title = topic.Trim(),
            Severity = CardSeverity.Good,
            Text = "Write in this thread, with files where you like: each message is answered, and all who write here share the conversation. What begins with // is for people alone.",
            Footer = $"Opened by {clearance.Caller.Name}",
        };
        try
        {
            var thread = await conversations.OpenAsync(new ThreadWish(ChatThreads.Room, clearance.RequestId.ToString("N"), clearance.Caller.Channel ?? Elsewhere, topic, first), cancellationToken);
            threads.Add(thread);
            return OperationResult.Of(new OpenedThread(thread), new Card { Title = "The conversation is open", Severity = CardSeverity.Good, Text = $"Go on in <#{thread}>." });
        }
        catch (ThreadsUnavailableException exception)
        {
            throw new OperationException($"Discord cannot be reached: {exception.Message}", exception);
        }
    }
}

/// <summary>A conversation's thread.</summary>
/// <param name="Thread">Its id on Discord.</param>
internal sealed record OpenedThread(string Thread);
