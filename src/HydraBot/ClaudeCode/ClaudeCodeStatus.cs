using HydraBot.ClaudeCode.Sessions;
using HydraBot.Governance.Operations;
using HydraBot.Hosting.Status;

namespace HydraBot.ClaudeCode;

/// <summary>How many sessions there are and what they do.</summary>
internal sealed class ClaudeCodeStatus(SessionStore sessions) : IStatusSource
{
    public string Name => "Claude Code";

    public int Order => 36;

    public async ValueTask<StatusSection> ReadAsync(CancellationToken cancellationToken)
    {
        var open = (await sessions.ListAsync(200, cancellationToken)).Where(one => one.State != SessionState.Ended).ToArray();
        var working = open.Count(one => one.State == SessionState.Working);
        return new StatusSection(CardSeverity.Neutral, open.Length == 0 ? "No sessions." : $"{open.Length} sessions, {working} at work, on {open.Select(one => one.Machine).Distinct().Count()} machines")
        {
            Figures = new Dictionary<string, double> { ["sessions"] = open.Length, ["working"] = working },
        };
    }
}
