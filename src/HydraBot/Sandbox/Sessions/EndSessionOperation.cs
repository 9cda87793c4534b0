using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using HydraBot.Governance;
using HydraBot.Governance.Operations;

namespace HydraBot.Sandbox.Sessions;

/// <summary>Ends a session of the caller.</summary>
internal sealed class EndSessionOperation(SandboxSessions sessions)
{
    [Operation("sandbox.end_session", Slash = "sandbox end-session", Access = AccessLevel.Operator, Effect = OperationEffect.Change)]
    [Description("Ends a sandbox session of yours, and with it its files")]
    public async Task<OperationResult<SessionEnd>> EndAsync([Description("Its name"), MinLength(1), MaxLength(40)] string session, Clearance clearance)
    {
        if (!await sessions.EndAsync(clearance.Caller.Id, session.Trim()))
            throw new OperationException($"You have no session '{session}'.");
        return OperationResult.Of(new SessionEnd(session), new Card { Title = $"The session {session} has ended", Severity = CardSeverity.Good });
    }
}

/// <summary>A session that ended.</summary>
internal sealed record SessionEnd(string Session);
