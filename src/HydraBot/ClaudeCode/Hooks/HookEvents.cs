using System.Text.Json;
using System.Text.Json.Nodes;
using HydraBot.ClaudeCode.Messages;
using HydraBot.ClaudeCode.Permissions;
using HydraBot.ClaudeCode.Posts;
using HydraBot.ClaudeCode.Sessions;
using HydraBot.Governance.Operations;
using HydraBot.Hosting;

namespace HydraBot.ClaudeCode.Hooks;

/// <summary>Takes what Claude Code's hooks report, and answers in their own form.</summary>
/// <remarks>https://code.claude.com/docs/en/hooks</remarks>
internal sealed class HookEvents(SessionStore sessions, SessionPosts posts, PermissionDesk permissions, AbandonedAsks abandoned, MessageDesk messages, TimeProvider time)
{
    /// <summary>Takes an event.</summary>
    /// <param name="machine">Whose key it came with.</param>
    /// <param name="name">PermissionRequest, Stop, ... as Claude Code calls it.</param>
    /// <param name="body">What Claude Code gave the hook.</param>
    /// <param name="ask">The question's or the listener's own id; asked again with the same, it is the same.</param>
    /// <param name="began">When Claude Code began the hook, by its own clock; null where only its arrival is known.</param>
    /// <param name="wait">How long an answer may be waited for.</param>
    /// <param name="cancellationToken">Cancelled when the hook has gone.</param>
    public async Task<HookAnswer> TakeAsync(string machine, string name, JsonElement body, string ask, DateTimeOffset? began, TimeSpan wait, CancellationToken cancellationToken)
    {
        var session = SessionOf(body);
        var folder = body.Text("cwd") ?? "?";
        if (name is "Wake")
            return await ListenAsync(session, ask, wait, cancellationToken);
        var known = new ClaudeSession(session, machine, folder, false, After(name), ClaudeSession.TitleOf(folder, machine), null, body.Text("model"), $"the terminal of {machine}", 0, 0, default, default);
        var isNew = await sessions.SeenAsync(known, cancellationToken);
        if (name is "PermissionRequest")
            return await AskAsync(machine, session, folder, body, ask, wait, cancellationToken);
        await ShowAsync(session, name, body, isNew, cancellationToken);
        // Whatever was asked before this moment was answered in the terminal.
        if (name is "Stop" or "UserPromptSubmit" or "SessionEnd")
            await permissions.CloseAsync(session, began ?? time.GetUtcNow(), cancellationToken);
        return HookAnswer.Nothing;
    }

    /// <exception cref="OperationException">It names none.</exception>
    public static string SessionOf(JsonElement body) =>
        body.Text("session_id") is { Length: > 0 and <= 100 } id ? id : throw new OperationException("The body has no session_id; it is what Claude Code gives a hook.");

    public Task DeliveredAsync(string session, IReadOnlyList<string> ids, CancellationToken cancellationToken) => messages.DeliveredAsync(session, ids, cancellationToken);

    private async Task ShowAsync(string session, string name, JsonElement body, bool isNew, CancellationToken cancellationToken)
    {
        var (tool, input) = (body.Text("tool_name") ?? "", body.At("tool_input") ?? default);
        var card = (name, tool) switch
        {
            ("SessionStart", _) when isNew => new Card { Title = "The session began", Severity = CardSeverity.Good, Footer = body.Text("model") },
            // What wakes a session comes back as a prompt; its author has it in the thread already.
            ("UserPromptSubmit", _) when body.Text("prompt")?.StartsWith("<task-notification>", StringComparison.Ordinal) == true => null,
            ("UserPromptSubmit", _) => ToolCards.Prompt(body.Text("prompt") ?? "", "Asked in the terminal"),
            ("Stop", _) when body.Text("last_assistant_message") is { Length: > 0 } answer => ToolCards.Answer(answer),
            ("SessionEnd", _) => new Card { Title = "The session is over", Text = body.Text("reason"), Severity = CardSeverity.Neutral },
            ("Notification", _) when body.Text("notification_type") is not ("permission_prompt" or "idle_prompt") && body.Text("message") is { Length: > 0 } message => new Card { Title = "It says", Text = PlainText.Clean(message), Severity = CardSeverity.Warning },
            ("PreToolUse", "ExitPlanMode") => ToolCards.Plan(input),
            ("PostToolUse", "TodoWrite") => ToolCards.Todo(input),
            ("PostToolUse", _) when ToolText.IsEdit(tool) => ToolCards.Edit(tool, input),
            _ => null,
        };
        if (card is not null)
            await posts.AddAsync(session, card, cancellationToken, slot: tool == "TodoWrite" ? ToolCards.TodoSlot : null);
    }

    private async Task<HookAnswer> AskAsync(string machine, string session, string folder, JsonElement body, string ask, TimeSpan wait, CancellationToken cancellationToken)
    {
        var wish = new PermissionWish(ask, session, machine, folder, body.Text("tool_name") ?? "a tool", body.At("tool_input") ?? JsonElement.Parse("{}"), body.At("permission_suggestions") ?? default);
        abandoned.Here(ask);
        try
        {
            var state = await permissions.AskAsync(wish, wait, cancellationToken);
            return state.Kind switch
            {
                PermissionStateKind.Waiting => HookAnswer.Later,
                PermissionStateKind.Answered => new HookAnswer(HookAnswerKind.Output, new JsonObject
                {
                    ["hookSpecificOutput"] = new JsonObject { ["hookEventName"] = "PermissionRequest", ["decision"] = state.Answer },
                }),
                _ => HookAnswer.Nothing,
            };
        }
        finally
        {
            abandoned.Left(ask, cancellationToken.IsCancellationRequested);
        }
    }

    private async Task<HookAnswer> ListenAsync(string session, string who, TimeSpan wait, CancellationToken cancellationToken)
    {
        if (await messages.ListenAsync(session, who, wait, cancellationToken) is not { } found)
            return HookAnswer.Nothing;
        if (found.Count == 0)
            return HookAnswer.Later;
        await sessions.StateAsync(session, SessionState.Working, cancellationToken);
        return new HookAnswer(HookAnswerKind.Output, new JsonObject
        {
            ["text"] = MessageText.Of(found),
            ["ids"] = new JsonArray([.. found.Select(message => JsonValue.Create(message.Id))]),
        });
    }

    private static SessionState After(string name) => name switch
    {
        "Stop" or "SessionStart" => SessionState.Idle,
        "SessionEnd" => SessionState.Ended,
        _ => SessionState.Working,
    };
}

/// <summary>What a hook is told.</summary>
/// <param name="Kind">Something, nothing, or nothing yet.</param>
/// <param name="Output">What it prints.</param>
internal sealed record HookAnswer(HookAnswerKind Kind, JsonObject? Output)
{
    public static readonly HookAnswer Nothing = new(HookAnswerKind.Nothing, null);
    public static readonly HookAnswer Later = new(HookAnswerKind.Later, null);
}

internal enum HookAnswerKind
{
    Nothing,
    Output,
    Later,
}
