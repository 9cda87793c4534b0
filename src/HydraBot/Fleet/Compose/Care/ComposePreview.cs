using HydraBot.Fleet.Deploying;
using HydraBot.Governance.Approvals;
using HydraBot.Governance.Operations;

namespace HydraBot.Fleet.Compose.Care;

/// <summary>Shows whoever is asked for their word what a patch would write, and what a deploy would change.</summary>
internal sealed class ComposePreview(ComposeChecker checker, DeployTargets targets, DriftRule drift) : IApprovalPreview
{
    public async ValueTask<string?> ShowAsync(OperationRequest request, CancellationToken cancellationToken) => request.Operation switch
    {
        "compose.apply" => await ComposeOperations.FindAsync(checker, Word(request, "patch") ?? "", Word(request, "file"), cancellationToken) is { Change: { } change }
            ? change.Difference
            : "This is offered by no file now, and would be refused.",
        "container.deploy" => await DeployAsync(Word(request, "container") ?? "", cancellationToken),
        _ => null,
    };

    private async Task<string> DeployAsync(string wanted, CancellationToken cancellationToken)
    {
        var target = await targets.FindAsync(wanted, cancellationToken);
        if (target.Service is not { } service)
            return $"{target.Container.Name} is made anew as it is, with the newest {target.Container.Image}.";
        var source = service.Build is null ? $"the newest {service.Image}" : $"{service.Image}, built anew";
        var changes = await checker.RunningAsync(target.Container, service, cancellationToken) is { } running ? drift.Of(service, running).Where(change => change.Key != "newer").Select(change => $"\n- it {change.Text}").ToArray() : [];
        return $"{target.Container.Name} is made anew from {source}{(changes.Length == 0 ? ", and as it is otherwise." : $". Until now{string.Concat(changes)}")}";
    }

    private static string? Word(OperationRequest request, string name) =>
        request.Arguments.TryGetProperty(name, out var value) && value.ValueKind == System.Text.Json.JsonValueKind.String ? value.GetString() : null;
}
