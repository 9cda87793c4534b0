using HydraBot.Discord.Model;
using HydraBot.Discord.Rest;
using Microsoft.Extensions.Logging;

namespace HydraBot.Discord.Interactions;

/// <summary>
/// One interaction and the ways to answer it. When nothing was answered <see cref="DiscordClientOptions.DeferAfter"/> after receipt, it is
/// deferred as its handler was registered. All members may be called from any thread; answers go one at a time.
/// </summary>
/// <remarks>https://discord.com/developers/docs/interactions/receiving-and-responding</remarks>
public sealed partial class InteractionContext
{
    private static readonly TimeSpan FirstAnswer = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan TokenLife = TimeSpan.FromMinutes(15);

    private readonly DiscordRest _rest;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly AnswerLock _lock = new();
    private volatile AnswerState _state;

    internal InteractionContext(Interaction interaction, Deferral deferral, TimeSpan deferAfter, DiscordRest rest, TimeProvider time, ILogger logger)
    {
        Interaction = interaction;
        _rest = rest;
        _time = time;
        _logger = logger;
        ReceivedAt = time.GetUtcNow();
        AutomaticDeferral = deferral == Deferral.None ? Task.CompletedTask : DeferInTimeAsync(deferral, deferAfter);
    }

    /// <summary>What the member did.</summary>
    public Interaction Interaction { get; }

    /// <summary>What was used, with its options or values.</summary>
    public InteractionData Data => Interaction.Data ?? throw new DiscordException($"{Interaction} came without data.");

    /// <summary>Who acted.</summary>
    public User User => Interaction.Author;

    /// <summary>Who acted, in a guild: with roles and permissions.</summary>
    public Member? Member => Interaction.Member;

    /// <summary>When it arrived here.</summary>
    public DateTimeOffset ReceivedAt { get; }

    /// <summary>When the first answer must have arrived at Discord: three seconds after receipt.</summary>
    public DateTimeOffset Deadline => ReceivedAt + FirstAnswer;

    /// <summary>When the token runs out: fifteen minutes after receipt.</summary>
    public DateTimeOffset ExpiresAt => ReceivedAt + TokenLife;

    /// <summary>Whether a first answer or deferral was sent.</summary>
    public bool IsAcknowledged => _state != AnswerState.None;

    /// <summary>Ends when the interaction was answered or deferred.</summary>
    internal Task AutomaticDeferral { get; }

    /// <summary>
    /// Answers with a message. After a deferral it takes the deferred message's place; after a deferred update it is a further message.
    /// An ephemeral answer after a public deferral removes the public placeholder and follows up privately.
    /// </summary>
    public async Task<Message> RespondAsync(MessagePayload message, bool ephemeral = false, CancellationToken cancellationToken = default)
    {
        var sent = ephemeral ? message.AsEphemeral() : message;
        using var turn = await TurnAsync(cancellationToken);
        switch (_state)
        {
            case AnswerState.None:
                return await AnswerAsync(InteractionResponseType.Message, sent, AnswerState.Answered, cancellationToken);
            case AnswerState.DeferredPublic when ephemeral:
                // An edit cannot make a public message private, and the first follow-up must not take the public one's place.
                await CallAsync(() => _rest.DeleteOriginalResponseAsync(Interaction.ApplicationId, Interaction.Token, cancellationToken));
                return await FollowUpAsync(sent, AnswerState.Answered, cancellationToken);
            case AnswerState.DeferredPublic or AnswerState.DeferredEphemeral:
                return await EditAsync(message, cancellationToken);
            case AnswerState.DeferredUpdate:
                return await FollowUpAsync(sent, AnswerState.DeferredUpdate, cancellationToken);
            default:
                throw Wrong("was answered already: use FollowUpAsync or EditOriginalAsync");
        }
    }

    /// <summary>Shows that the bot is thinking; <see cref="RespondAsync"/> then gives the answer. Does nothing when deferred already.</summary>
    public async Task DeferAsync(bool ephemeral = false, CancellationToken cancellationToken = default)
    {
        using var turn = await TurnAsync(cancellationToken);
        if (_state == AnswerState.None)
            await AcknowledgeAsync(ephemeral ? Deferral.Ephemeral : Deferral.Public, cancellationToken);
    }

    /// <summary>Takes a component's interaction without showing anything; <see cref="UpdateAsync"/> may follow.</summary>
    public async Task DeferUpdateAsync(CancellationToken cancellationToken = default)
    {
        using var turn = await TurnAsync(cancellationToken);
        if (_state == AnswerState.None)
            await AcknowledgeAsync(Deferral.Update, cancellationToken);
    }

    /// <summary>Changes the message that carries the component.</summary>
    public async Task<Message> UpdateAsync(MessagePayload changes, CancellationToken cancellationToken = default)
    {
        using var turn = await TurnAsync(cancellationToken);
        return _state switch
        {
            AnswerState.None => await AnswerAsync(InteractionResponseType.Update, changes.AsEdit(), AnswerState.Answered, cancellationToken),
            AnswerState.DeferredUpdate => await EditAsync(changes, cancellationToken),
            _ => throw Wrong("was deferred or answered with a message of its own: register its handler with Deferral.Update to update the old one"),
        };
    }

    /// <summary>Shows a form. Only as the first answer, so register the handler with <see cref="Deferral.None"/>.</summary>
    public async Task ShowModalAsync(Modal modal, CancellationToken cancellationToken = default)
    {
        using var turn = await TurnAsync(cancellationToken);
        if (_state != AnswerState.None)
            throw Wrong("was answered or deferred already, and a modal can only be the first answer: register its handler with Deferral.None");
        await CallAsync(() => _rest.CreateInteractionResponseAsync(Interaction, modal, cancellationToken));
        _state = AnswerState.Closed;
    }

    /// <summary>Offers choices in an autocomplete interaction; up to 25.</summary>
    public async Task AutocompleteAsync(IReadOnlyList<CommandChoice> choices, CancellationToken cancellationToken = default)
    {
        using var turn = await TurnAsync(cancellationToken);
        if (_state != AnswerState.None)
            throw Wrong("was answered already");
        await CallAsync(() => _rest.CreateInteractionResponseAsync(Interaction, choices, cancellationToken));
        _state = AnswerState.Closed;
    }

    /// <summary>Changes the first answer, or gives it after a deferral.</summary>
    public async Task<Message> EditOriginalAsync(MessagePayload changes, CancellationToken cancellationToken = default)
    {
        using var turn = await TurnAsync(cancellationToken);
        ThrowIfUnanswered();
        return await EditAsync(changes, cancellationToken);
    }

    /// <summary>The first answer; for a component that was updated, its message.</summary>
    public Task<Message> GetOriginalAsync(CancellationToken cancellationToken = default) =>
        CallAsync(() => _rest.GetOriginalResponseAsync(Interaction.ApplicationId, Interaction.Token, cancellationToken));

    /// <summary>Removes the first answer.</summary>
    public Task DeleteOriginalAsync(CancellationToken cancellationToken = default) =>
        CallAsync(() => _rest.DeleteOriginalResponseAsync(Interaction.ApplicationId, Interaction.Token, cancellationToken));

    /// <summary>Sends a further message.</summary>
    public async Task<Message> FollowUpAsync(MessagePayload message, bool ephemeral = false, CancellationToken cancellationToken = default)
    {
        using var turn = await TurnAsync(cancellationToken);
        ThrowIfUnanswered();
        return await FollowUpAsync(ephemeral ? message.AsEphemeral() : message, _state, cancellationToken);
    }

    /// <summary>Changes a further message.</summary>
    public Task<Message> EditFollowUpAsync(Snowflake messageId, MessagePayload changes, CancellationToken cancellationToken = default) =>
        CallAsync(() => _rest.EditFollowUpAsync(Interaction.ApplicationId, Interaction.Token, messageId, changes.AsEdit(), cancellationToken));

    /// <summary>Removes a further message.</summary>
    public Task DeleteFollowUpAsync(Snowflake messageId, CancellationToken cancellationToken = default) =>
        CallAsync(() => _rest.DeleteFollowUpAsync(Interaction.ApplicationId, Interaction.Token, messageId, cancellationToken));
}
