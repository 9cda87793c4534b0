using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using HydraBot.ClaudeCode.Messages;
using HydraBot.ClaudeCode.Sessions;
using HydraBot.Governance;
using HydraBot.Governance.Audit;
using HydraBot.Governance.Operations;

namespace HydraBot.ClaudeCode.Owned;

/// <summary>Sessions that the house itself runs, in folders that it may.</summary>
internal sealed class OwnedOperations(SessionStore sessions, OwnedSessions owned, MessageDesk messages, SessionFolders folders, SecretMask mask)
{
    [Operation("claude.start", Access = AccessLevel.Operator, Effect = OperationEffect.Change, Toolset = "claude")]
    [Description("Starts a Claude Code session in an allowed folder, with a thread of its own")]
    public async Task<OperationResult<SessionBegun>> StartAsync(
        [Description("The folder"), Suggest<SessionFolders>] string folder,
        [Description("What it is to do"), MinLength(1), MaxLength(16000)] string prompt,
        Clearance clearance,
        [Description("The model; Claude Code's own choice where you leave it out"), MaxLength(100)] string? model = null,
        CancellationToken cancellationToken = default)
    {
        var real = folders.Allowed(folder);
        var id = Guid.CreateVersion7().ToString();
        var session = new ClaudeSession(
            id, Environment.MachineName, real, true, SessionState.Idle, ClaudeSession.TitleOf(real, Environment.MachineName), null, model, clearance.Caller.Name, 0, 0, default, default);
        await messages.QueueAsync(clearance, clearance.RequestId.ToString("N"), id, mask.Apply(prompt), cancellationToken);
        await owned.StartAsync(clearance, session, cancellationToken);
        return Told(session, "It begins", "Its thread opens as soon as it says something.");
    }

    [Operation("claude.resume", Access = AccessLevel.Operator, Effect = OperationEffect.Change)]
    [Description("Takes up a Claude Code session again, also one that began in a terminal here")]
    public async Task<OperationResult<SessionBegun>> ResumeAsync(
        [Description("Its id, the beginning of it, or its title"), Suggest<SessionNames>] string session,
        [Description("What it is to do"), MinLength(1), MaxLength(16000)] string prompt,
        Clearance clearance,
        CancellationToken cancellationToken = default)
    {
        var found = await sessions.MeantAsync(session, cancellationToken);
        if (!found.Owned && (found.Machine != Environment.MachineName || found.State != SessionState.Ended))
            throw new OperationException($"'{found.Title}' {(found.Machine != Environment.MachineName ? $"ran on {found.Machine}" : "still runs in a terminal")}; taken up here is what the house began, or what ended on this machine.");
        folders.Allowed(found.Folder);
        await sessions.OwnAsync(found.Id, cancellationToken);
        await messages.QueueAsync(clearance, clearance.RequestId.ToString("N"), found.Id, mask.Apply(prompt), cancellationToken);
        await owned.WakeAsync(clearance, found with { Owned = true, State = SessionState.Asleep }, cancellationToken);
        return Told(found, "It goes on", null);
    }

    [Operation("claude.interrupt", Access = AccessLevel.Operator, Effect = OperationEffect.Change)]
    [Description("Interrupts what a Claude Code session of the house does now")]
    public async Task<OperationResult<SessionBegun>> InterruptAsync([Description("Its id, the beginning of it, or its title"), Suggest<SessionNames>] string session, Clearance clearance, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(clearance);
        var found = await sessions.MeantAsync(session, cancellationToken);
        await owned.Of(found).InterruptAsync();
        return Told(found, "It is interrupted", null);
    }

    [Operation("claude.model", Access = AccessLevel.Operator, Effect = OperationEffect.Change)]
    [Description("Gives a Claude Code session of the house another model")]
    public async Task<OperationResult<SessionBegun>> ModelAsync(
        [Description("Its id, the beginning of it, or its title"), Suggest<SessionNames>] string session,
        [Description("The model, such as opus or sonnet"), MinLength(1), MaxLength(100)] string model,
        Clearance clearance,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(clearance);
        var found = await sessions.MeantAsync(session, cancellationToken);
        await owned.Of(found).ModelAsync(model);
        await sessions.ModelAsync(found.Id, model, cancellationToken);
        return Told(found, $"It goes on with {model}", null);
    }

    [Operation("claude.end", Access = AccessLevel.Operator, Effect = OperationEffect.Change)]
    [Description("Puts a Claude Code session of the house to sleep; a message wakes it")]
    public async Task<OperationResult<SessionBegun>> EndAsync([Description("Its id, the beginning of it, or its title"), Suggest<SessionNames>] string session, Clearance clearance, CancellationToken cancellationToken = default)
    {
        var found = await sessions.MeantAsync(session, cancellationToken);
        return await owned.EndAsync(clearance, found.Id) ? Told(found, "It sleeps", "A message wakes it.") : throw new OperationException($"'{found.Title}' is not awake, or not the house's own.");
    }

    private static OperationResult<SessionBegun> Told(ClaudeSession session, string title, string? text) => OperationResult.Of(
        new SessionBegun(session.Id, session.Folder, session.Thread),
        new Card { Title = $"{session.Title}: {title}", Severity = CardSeverity.Good, Text = session.Thread is { } thread ? $"<#{thread}>" : text, Footer = session.Id });
}

/// <summary>A session that was told to do something.</summary>
internal sealed record SessionBegun(string Session, string Folder, string? Thread);
