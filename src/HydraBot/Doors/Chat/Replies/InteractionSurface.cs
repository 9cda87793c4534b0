using HydraBot.Discord.Interactions;
using HydraBot.Discord.Model;

namespace HydraBot.Doors.Chat.Replies;

/// <summary>The answer of an interaction: its first message is the interaction's own, the others follow it.</summary>
internal sealed class InteractionSurface(InteractionContext interaction) : IReplySurface
{
    public Task<Message> SendAsync(MessagePayload message, int place, bool ephemeral, CancellationToken cancellationToken) => place == 0
        ? interaction.RespondAsync(message, ephemeral, cancellationToken)
        : interaction.FollowUpAsync(message, ephemeral, cancellationToken);

    public Task<Message> EditAsync(Snowflake id, MessagePayload message, int place, CancellationToken cancellationToken) => place == 0
        ? interaction.EditOriginalAsync(message, cancellationToken)
        : interaction.EditFollowUpAsync(id, message, cancellationToken);

    public Task DeleteAsync(Snowflake id, CancellationToken cancellationToken) => interaction.DeleteFollowUpAsync(id, cancellationToken);
}
