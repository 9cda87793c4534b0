using HydraBot.Discord.Model;

namespace HydraBot.Discord.Interactions;

/// <summary>One interaction and the ways to answer it.</summary>
public sealed class InteractionContext
{
    internal InteractionContext() { }

    /// <summary>What the member did.</summary>
    public Interaction Interaction => throw new NotSupportedException();

    /// <summary>What was used, with its options or values.</summary>
    public InteractionData Data => throw new NotSupportedException();

    /// <summary>Who acted.</summary>
    public User User => throw new NotSupportedException();

    /// <summary>Who acted, in a guild: with roles and permissions.</summary>
    public Member? Member => throw new NotSupportedException();

    /// <summary>When it arrived here.</summary>
    public DateTimeOffset ReceivedAt => throw new NotSupportedException();

    /// <summary>When the first answer must have arrived at Discord: three seconds after receipt.</summary>
    public DateTimeOffset Deadline => throw new NotSupportedException();

    /// <summary>When the token runs out: fifteen minutes after receipt.</summary>
    public DateTimeOffset ExpiresAt => throw new NotSupportedException();

    /// <summary>Whether a first answer or deferral was sent.</summary>
    public bool IsAcknowledged => throw new NotSupportedException();

    /// <summary>
    /// Answers with a message. After a deferral it takes the deferred message's place; after a deferred update it is a further message.
    /// An ephemeral answer after a public deferral removes the public placeholder and follows up privately.
    /// </summary>
    public Task<Message> RespondAsync(MessagePayload message, bool ephemeral = false, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    /// <summary>Shows that the bot is thinking; <see cref="RespondAsync"/> then gives the answer.</summary>
    public Task DeferAsync(bool ephemeral = false, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    /// <summary>Takes a component's interaction without showing anything; <see cref="UpdateAsync"/> may follow.</summary>
    public Task DeferUpdateAsync(CancellationToken cancellationToken = default) => throw new NotSupportedException();

    /// <summary>Changes the message that carries the component.</summary>
    public Task<Message> UpdateAsync(MessagePayload changes, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    /// <summary>Shows a form. Only as the first answer, so register the handler with <see cref="Deferral.None"/>.</summary>
    public Task ShowModalAsync(Modal modal, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    /// <summary>Offers choices in an autocomplete interaction; up to 25.</summary>
    public Task AutocompleteAsync(IReadOnlyList<CommandChoice> choices, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    /// <summary>Changes the first answer.</summary>
    public Task<Message> EditOriginalAsync(MessagePayload changes, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    /// <summary>The first answer.</summary>
    public Task<Message> GetOriginalAsync(CancellationToken cancellationToken = default) => throw new NotSupportedException();

    /// <summary>Removes the first answer.</summary>
    public Task DeleteOriginalAsync(CancellationToken cancellationToken = default) => throw new NotSupportedException();

    /// <summary>Sends a further message.</summary>
    public Task<Message> FollowUpAsync(MessagePayload message, bool ephemeral = false, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    /// <summary>Changes a further message.</summary>
    public Task<Message> EditFollowUpAsync(Snowflake messageId, MessagePayload changes, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    /// <summary>Removes a further message.</summary>
    public Task DeleteFollowUpAsync(Snowflake messageId, CancellationToken cancellationToken = default) => throw new NotSupportedException();
}
