using System.ComponentModel;
using System.Globalization;
using HydraBot.Governance.Operations;

namespace HydraBot.Sandbox.Status;

/// <summary>Says how the sandbox stands.</summary>
internal sealed class SandboxStatusOperation(SandboxStatusReader reader)
{
    [Operation("sandbox.status")]
    [Description("Shows the sandbox: engine, runtime, limits, isolation, queue")]
    public async Task<OperationResult<SandboxStatusReport>> ShowAsync(CancellationToken cancellationToken)
    {
        var status = await reader.ReadAsync(cancellationToken);
        return OperationResult.Of(status, Draw(status));
    }

    private static Card Draw(SandboxStatusReport status) => new()
    {
        Title = status.Ready ? "Programs can run" : "Programs cannot run",
        Severity = status.Ready ? CardSeverity.Good : CardSeverity.Warning,
        Text = status.Reason,
        Fields =
        [
            new CardField("Engine", status.Engine is { } engine ? $"{engine.Name}, runtime {engine.Runtime}, cgroup v{engine.CgroupVersion}{(engine.UserNamespaces ? ", user namespaces" : "")}" : "none answers"),
            new CardField("Image", status.Image.Id is null ? $"{status.Image.Name}: not built" : $"{status.Image.Name}, {status.Image.Id[..Math.Min(19, status.Image.Id.Length)]}", true),
            new CardField("Each program gets", string.Create(CultureInfo.InvariantCulture, $"{status.Limits.MemoryMb} MiB, {status.Limits.Cpus} CPU, {status.Limits.TimeoutSeconds} s, {status.Limits.Pids} processes, no network"), true),
            new CardField("Isolation", status.Isolation switch
            {
                { Held: true } held => $"{held.Checks} checks held <t:{held.At!.Value.ToUnixTimeSeconds()}:R>",
                { Held: false } => "broken",
                _ => "not tested yet",
            }, true),
            new CardField("Now", string.Create(CultureInfo.InvariantCulture, $"{status.Running} run, {status.Waiting} wait, {status.Pool.Values.Sum()} ready{(status.PoolPaused ? " (paused after failures)" : "")}"), true),
        ],
        Spoken = status.Ready ? "The sandbox is ready." : "The sandbox is not ready.",
    };
}
