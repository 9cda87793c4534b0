using HydraBot.Discord.Model;
using HydraBot.Discord.Rest;
using Microsoft.Extensions.Logging;

namespace HydraBot.Discord.Interactions;

public sealed partial class InteractionContext
{
    /// <summary>Tells the member that the handler failed, if they are still waiting for something.</summary>
    internal async Task ApologizeAsync(string text, CancellationToken cancellationToken)
    {
        if (text.Length == 0 || _state is not (AnswerState.None or AnswerState.DeferredPublic or AnswerState.DeferredEphemeral or AnswerState.DeferredUpdate))
            return;
        try
        {
            if (Interaction.Type == InteractionType.Autocomplete)
                await AutocompleteAsync([], cancellationToken);
            else
                await RespondAsync(text, ephemeral: _state != AnswerState.DeferredPublic, cancellationToken);
        }
        catch (Exception e) when (e is DiscordException or InvalidOperationException or OperationCanceledException)
        {
            LogApologyFailed(Interaction, e.Message);
        }
    }

    private async Task<IDisposable> TurnAsync(CancellationToken cancellationToken)
    {
        var turn = await _lock.EnterAsync(cancellationToken);
        if (_time.GetUtcNow() < ExpiresAt)
            return turn;
        turn.Dispose();
        throw new InteractionExpiredException($"{Interaction} can no longer be answered: it came {(_time.GetUtcNow() - ReceivedAt).TotalMinutes:0} minutes ago, and Discord allows 15. Write to its channel instead.");
    }

    private async Task DeferInTimeAsync(Deferral deferral, TimeSpan deferAfter)
    {
        // A chain of its own: the socket loop goes on at once, and nothing waits for the member.
        await Task.Delay(deferAfter, _time).ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        if (IsAcknowledged)
            return;
        try
        {
            using var turn = await TurnAsync(CancellationToken.None);
            if (_state == AnswerState.None)
                await AcknowledgeAsync(deferral, CancellationToken.None);
        }
        catch (Exception e)
        {
            // Whatever it was, the handler's own answer meets it again and throws it where somebody waits.
            LogDeferralFailed(Interaction, e.Message);
        }
    }

    private async Task AcknowledgeAsync(Deferral deferral, CancellationToken cancellationToken)
    {
        var (type, flags, state) = deferral switch
        {
            Deferral.Update => (InteractionResponseType.DeferredUpdate, (MessageFlags?)null, AnswerState.DeferredUpdate),
            Deferral.Ephemeral => (InteractionResponseType.DeferredMessage, MessageFlags.Ephemeral, AnswerState.DeferredEphemeral),
            _ => (InteractionResponseType.DeferredMessage, null, AnswerState.DeferredPublic),
        };
        var message = flags is null ? null : new MessagePayload { Flags = flags, AllowedMentions = null };
        await CallbackAsync(type, message, cancellationToken);
        _state = state;
    }

    private async Task<Message> AnswerAsync(InteractionResponseType type, MessagePayload message, AnswerState then, CancellationToken cancellationToken)
    {
        var result = await CallbackAsync(type, message, cancellationToken);
        _state = then;
        return result?.Resource?.Message ?? await GetOriginalAsync(cancellationToken);
    }

    private async Task<InteractionCallbackResult?> CallbackAsync(InteractionResponseType type, MessagePayload? message, CancellationToken cancellationToken)
    {
        try
        {
            return await CallAsync(() => _rest.CreateInteractionResponseAsync(Interaction, type, message, cancellationToken));
        }
        catch (DiscordRestException e) when (e is { Code: DiscordErrorCodes.AlreadyAcknowledged, Attempts: > 1 })
        {
            // The attempt before this one arrived; only its answer was lost.
            return null;
        }
    }

    private async Task<Message> EditAsync(MessagePayload changes, CancellationToken cancellationToken)
    {
        var message = await CallAsync(() => _rest.EditOriginalResponseAsync(Interaction.ApplicationId, Interaction.Token, changes.AsEdit(), cancellationToken));
        if (_state != AnswerState.DeferredUpdate)
            _state = AnswerState.Answered;
        return message;
    }

    private async Task<Message> FollowUpAsync(MessagePayload message, AnswerState then, CancellationToken cancellationToken)
    {
        var sent = await CallAsync(() => _rest.CreateFollowUpAsync(Interaction.ApplicationId, Interaction.Token, message, cancellationToken));
        _state = then;
        return sent;
    }

    private async Task<T> CallAsync<T>(Func<Task<T>> call)
    {
        try
        {
            return await call();
        }
        catch (DiscordRestException e) when (IsExpiry(e))
        {
            throw Expired(e);
        }
    }

    private async Task CallAsync(Func<Task> call)
    {
        try
        {
            await call();
        }
        catch (DiscordRestException e) when (IsExpiry(e))
        {
            throw Expired(e);
        }
    }

    private bool IsExpiry(DiscordRestException e) =>
        e.Code == DiscordErrorCodes.UnknownInteraction
        || (e.Code is DiscordErrorCodes.UnknownWebhook or DiscordErrorCodes.InvalidWebhookToken && _time.GetUtcNow() - ReceivedAt > TokenLife - FirstAnswer);

    private InteractionExpiredException Expired(DiscordRestException e) =>
        new($"{Interaction} was given up by Discord {(_time.GetUtcNow() - ReceivedAt).TotalSeconds:0.0} s after it arrived (code {e.Code}): the first answer has 3 s, all others 15 minutes.", e);

    private void ThrowIfUnanswered()
    {
        if (_state is AnswerState.None or AnswerState.Closed)
            throw Wrong(_state == AnswerState.None ? "has no answer yet: use RespondAsync or DeferAsync first" : "was answered with a modal or choices, which cannot be changed");
    }

    private InvalidOperationException Wrong(string what) => new($"{Interaction} {what}.");

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Interaction} could not be deferred: {Reason}")]
    private partial void LogDeferralFailed(Interaction interaction, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Interaction} failed, and the member could not be told: {Reason}")]
    private partial void LogApologyFailed(Interaction interaction, string reason);
}
