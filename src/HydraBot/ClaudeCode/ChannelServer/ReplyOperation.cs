using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using HydraBot.ClaudeCode.Hooks;
using HydraBot.ClaudeCode.Posts;
using HydraBot.ClaudeCode.Sessions;
using HydraBot.Governance;
using HydraBot.Governance.Operations;

namespace HydraBot.ClaudeCode.ChannelServer;

/// <summary>A session's answer over its channel.</summary>
internal sealed class ReplyOperation(SessionStore sessions, SessionPosts posts)
{
    public const string Name = "claude.reply";

    [Operation(Name, Access = AccessLevel.Operator, Effect = OperationEffect.Change)]
    [Description("Shows a Claude Code session's answer in its thread; said by the session itself, over its channel")]
    public async Task<OperationResult<SessionReply>> ReplyAsync(
        [Description("What it says"), MinLength(1), MaxLength(16000)] string text,
        [Description("The session's id")] string session,
        Clearance clearance,
        CancellationToken cancellationToken = default)
    {
        // Nobody else speaks in a session's name.
        var found = await sessions.FindAsync(session, cancellationToken);
        if (found is null || clearance.Caller.Id != HookKeys.Asker(found.Machine).Id)
            throw new OperationException($"Only the session '{session}' itself answers here; claude.send says something to it.");
        await posts.AddAsync(found.Id, ToolCards.Answer(text), cancellationToken);
        return OperationResult.Of(new SessionReply(found.Id), new Card { Title = $"{found.Title} answered", Severity = CardSeverity.Good, Text = text, Footer = found.Id });
    }
}

/// <summary>A session answered.</summary>
internal sealed record SessionReply(string Session);
