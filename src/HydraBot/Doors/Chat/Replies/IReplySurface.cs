using HydraBot.Discord.Model;

namespace HydraBot.Doors.Chat.Replies;

/// <summary>Where an answer stands: as the answer of an interaction, or below a message in a thread.</summary>
internal interface IReplySurface
{
    /// <summary>Sends a message of the answer.</summary>
    /// <param name="message">The message.</param>
    /// <param name="place">Its place in the answer, from 0.</param>
    /// <param name="ephemeral">True when only the asker is to see it, where that can be.</param>
    /// <param name="cancellationToken">Ends the sending.</param>
    Task<Message> SendAsync(MessagePayload message, int place, bool ephemeral, CancellationToken cancellationToken);

    /// <summary>Puts another message where one of the answer stands.</summary>
    Task<Message> EditAsync(Snowflake id, MessagePayload message, int place, CancellationToken cancellationToken);

    /// <summary>Takes a message of the answer away; never the first.</summary>
    Task DeleteAsync(Snowflake id, CancellationToken cancellationToken);
}
