using System.ComponentModel;
using HydraBot.Governance;
using HydraBot.Governance.Operations;

namespace HydraBot.ClaudeCode.Permissions;

/// <summary>A session's question, which the law puts to an Operator: running it is the yes.</summary>
internal sealed class PermissionOperation(PermissionDesk desk)
{
    [Operation(PermissionDesk.Operation, Access = AccessLevel.Operator, Effect = OperationEffect.Disrupt)]
    [Description("Allows a Claude Code session what it asks for; asked by the session itself")]
    public async Task<OperationResult<PermissionGiven>> AllowAsync(
        [Description("The tool")] string tool,
        [Description("Exactly what it would do")] string request,
        [Description("Where it works")] string folder,
        [Description("On which machine")] string machine,
        [Description("The session's id")] string session,
        [Description("The question's id")] string ask,
        Clearance clearance,
        [Description("What would be allowed for good")] string always = "",
        CancellationToken cancellationToken = default)
    {
        var forGood = await desk.AllowAsync(clearance, ask, cancellationToken);
        return OperationResult.Of(new PermissionGiven(session, tool, forGood), new Card
        {
            Title = forGood ? $"{tool}: always allowed" : $"{tool}: allowed",
            Severity = CardSeverity.Good,
            Text = $"```\n{Hosting.PlainText.Cut(request.Replace("```", "ʼʼʼ", StringComparison.Ordinal), 1500)}\n```{(forGood ? $"\nFrom now on: {always}" : "")}",
            Footer = $"{folder} · {machine}",
        });
    }
}
