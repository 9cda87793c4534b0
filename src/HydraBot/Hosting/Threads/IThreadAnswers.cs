using System.Text.Json;

namespace HydraBot.Hosting.Threads;

/// <summary>Answers a member's message in a thread as a command is answered: judged, streamed, with its buttons.</summary>
internal interface IThreadAnswers
{
    /// <summary>Runs an operation for whoever wrote the message, and shows below it what came of it.</summary>
    Task AnswerAsync(ThreadMessage message, string operation, JsonElement arguments, CancellationToken cancellationToken);
}
