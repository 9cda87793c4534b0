using System.Text.Json;
using HydraBot.Discord.Model;
using HydraBot.Doors.Chat.Commands;
using HydraBot.Governance.Operations;
using HydraBot.Hosting.Threads;

namespace HydraBot.Doors.Chat.Threads;

/// <summary>Answers in threads on Discord.</summary>
internal sealed class ThreadAnswers(ChatClient chat, OperationCatalog catalog, OperationReply reply, TimeProvider time) : IThreadAnswers
{
    public Task AnswerAsync(ThreadMessage message, string operation, JsonElement arguments, CancellationToken cancellationToken)
    {
        if (!catalog.TryFind(operation, out var known))
            throw new ArgumentException($"There is no operation '{operation}'.", nameof(operation));
        var request = OperationRequest.Create(operation, arguments, message.Author, Door.Chat, time, $"discord-{message.Id}");
        return reply.AnswerAsync(known, request, new ThreadSurface(chat.Client.Rest, Snowflake.Parse(message.Thread), Snowflake.Parse(message.Id)), cancellationToken);
    }
}
