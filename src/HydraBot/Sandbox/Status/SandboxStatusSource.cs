using HydraBot.Governance.Operations;
using HydraBot.Hosting.Status;

namespace HydraBot.Sandbox.Status;

/// <summary>The sandbox in <c>status</c>.</summary>
internal sealed class SandboxStatusSource(SandboxStatusReader reader) : IStatusSource
{
    public string Name => "Sandbox";

    public int Order => 35;

    public async ValueTask<StatusSection> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            var status = await reader.ReadAsync(cancellationToken);
            var broken = status.Isolation.Held == false;
            return new StatusSection(
                status.Ready ? CardSeverity.Good : broken ? CardSeverity.Bad : CardSeverity.Neutral,
                status.Ready ? $"ready on {status.Engine!.Runtime}: {status.Running} run, {status.Waiting} wait" : status.Reason![..Math.Min(status.Reason!.Length, 300)])
            {
                Concerns = broken ? ["The sandbox is not tight: programs are switched off."] : [],
                Figures = new Dictionary<string, double> { ["running"] = status.Running, ["waiting"] = status.Waiting, ["ready"] = status.Pool.Values.Sum() },
            };
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return new StatusSection(CardSeverity.Neutral, "its engine has not answered yet");
        }
    }
}
