using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using HydraBot.Governance.Operations;

namespace HydraBot.ClaudeCode.Sessions;

/// <summary>The sessions, wherever they run.</summary>
internal sealed class SessionOperations(SessionStore sessions)
{
    [Operation("claude.sessions", Toolset = "claude")]
    [Description("Lists Claude Code sessions: where they run, what they do, what they cost")]
    public async Task<OperationResult<SessionList>> ListAsync(
        [Description("Those that are over too")] bool all = false, [Description("How many"), Range(1, 100)] int limit = 20, CancellationToken cancellationToken = default)
    {
        var found = (await sessions.ListAsync(500, cancellationToken)).Where(one => all || one.State != SessionState.Ended).Take(limit).ToArray();
        return OperationResult.Of(new SessionList(found), new Card
        {
            Title = found.Length == 0 ? "No sessions" : $"{found.Length} sessions, {found.Count(one => one.State == SessionState.Working)} at work",
            Severity = CardSeverity.Good,
            Fields = [.. found.Take(20).Select(one => new CardField($"{Mark(one.State)} {one.Title}", string.Create(CultureInfo.InvariantCulture,
                $"`{one.Folder}` {(one.Thread is { } thread ? $"<#{thread}> " : "")}{(one.Model is { } model ? $"{model} " : "")}{(one.Owned ? $"${one.Cost:0.00} " : "")}<t:{one.SeenAt.ToUnixTimeSeconds()}:R>\n`{one.Id}`")))],
        });
    }

    private static string Mark(SessionState state) => state switch
    {
        SessionState.Working => "🟢",
        SessionState.Idle => "🟡",
        SessionState.Asleep => "💤",
        _ => "⚪",
    };
}

/// <summary>Sessions, the one that was heard of last first.</summary>
internal sealed record SessionList(IReadOnlyList<ClaudeSession> Sessions);
