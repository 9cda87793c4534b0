using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using HydraBot.ClaudeCode.Owned;
using HydraBot.ClaudeCode.Sessions;
using HydraBot.Governance;
using HydraBot.Governance.Audit;
using HydraBot.Governance.Operations;

namespace HydraBot.ClaudeCode.Messages;

/// <summary>Tells a session something: one that is at work hears it when it has answered, an idle one is woken.</summary>
internal sealed class SendOperation(SessionStore sessions, MessageDesk desk, OwnedSessions owned, SecretMask mask)
{
    [Operation("claude.send", Access = AccessLevel.Operator, Effect = OperationEffect.Change, Toolset = "claude")]
    [Description("Sends a message to a Claude Code session and wakes it")]
    public async Task<OperationResult<MessageSent>> SendAsync(
        [Description("What to say"), MinLength(1), MaxLength(16000)] string text,
        [Description("Its id, the beginning of it, or its title"), Suggest<SessionNames>] string session,
        Clearance clearance,
        [Description("The message's own id: sent again with the same, it is one message")] string? message = null,
        CancellationToken cancellationToken = default)
    {
        var found = await sessions.MeantAsync(session, cancellationToken);
        if (found is { State: SessionState.Ended, Owned: false })
            throw new OperationException($"The session '{found.Title}' is over: nobody hears this. claude.resume takes it up as one of the house's own, where its folder is here and allowed.");
        // A listener that hears it goes away with it.
        var how = found.Owned ? "It is told at once." : desk.IsHeard(found.Id) ? "It is woken." : "It hears this when it has answered.";
        await desk.QueueAsync(clearance, message ?? clearance.RequestId.ToString("N"), found.Id, mask.Apply(text), cancellationToken);
        if (found.Owned)
            await owned.WakeAsync(clearance, found, cancellationToken);
        return OperationResult.Of(new MessageSent(found.Id, how), new Card { Title = $"To {found.Title}", Severity = CardSeverity.Good, Text = how, Footer = found.Id });
    }
}

/// <summary>A message that is on its way.</summary>
internal sealed record MessageSent(string Session, string How);
