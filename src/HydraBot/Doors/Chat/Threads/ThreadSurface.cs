using HydraBot.Discord.Model;
using HydraBot.Discord.Rest;
using HydraBot.Doors.Chat.Replies;

namespace HydraBot.Doors.Chat.Threads;

/// <summary>The answer to a member's message in a thread. Everybody there sees it.</summary>
internal sealed class ThreadSurface(DiscordRest rest, Snowflake thread, Snowflake question) : IReplySurface
{
    public Task<Message> SendAsync(MessagePayload message, int place, bool ephemeral, CancellationToken cancellationToken) => rest.CreateMessageAsync(
        thread,
        place == 0 ? message with { MessageReference = new MessageReference { MessageId = question, FailIfNotExists = false }, AllowedMentions = AllowedMentions.None } : message,
        cancellationToken);

    public Task<Message> EditAsync(Snowflake id, MessagePayload message, int place, CancellationToken cancellationToken) => rest.EditMessageAsync(thread, id, message, cancellationToken);

    public Task DeleteAsync(Snowflake id, CancellationToken cancellationToken) => rest.DeleteMessageAsync(thread, id, cancellationToken: cancellationToken);
}
