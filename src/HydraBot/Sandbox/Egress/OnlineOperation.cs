using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using HydraBot.Governance;
using HydraBot.Governance.Audit;
using HydraBot.Governance.Operations;
using HydraBot.Sandbox.Languages;
using HydraBot.Sandbox.Running;

namespace HydraBot.Sandbox.Egress;

/// <summary>Runs a program that reaches named hosts. Its effect is such that the law has people look at it first, whoever asks.</summary>
internal sealed class OnlineOperation(SandboxRunner runner, RequestCheck check, SecretMask mask)
{
    [Operation("sandbox.online", Form = true, Access = AccessLevel.Operator, Effect = OperationEffect.Disrupt, TimeLimitSeconds = RunOperation.TimeLimit)]
    [Description("Runs a program that may reach the hosts you name, once somebody approves")]
    public async Task<OperationResult<Execution>> RunAsync(
        [Description("The language"), Suggest<LanguageNames>, MinLength(1), MaxLength(40)] string language,
        [Description("The program"), MinLength(1)] string code,
        [Description("The hosts, with spaces or commas between: pypi.org, 192.0.2.7:8080"), MinLength(1), MaxLength(1000)] string hosts,
        Clearance clearance,
        IProgress<OperationProgress> progress,
        [Description("What it reads from standard input")] string? stdin = null,
        [Description("Seconds until it is killed")] int? timeoutSeconds = null,
        CancellationToken cancellationToken = default)
    {
        var request = check.Require(language, code, stdin, null, timeoutSeconds, null);
        var allowed = AllowedHosts.Read(hosts.Split([' ', ',', '\n', ';'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries), out var problems);
        if (problems.Count > 0)
            throw OperationException.WrongArguments(problems);

        // A socket's path has 107 bytes at most, and the data folder may lie deep.
        await using var proxy = EgressProxy.Open(allowed, Path.Combine(Path.GetTempPath(), $"hydrabot-egress-{clearance.RequestId:N}"));
        var execution = await runner.RunOnlineAsync(clearance, request, proxy, progress, cancellationToken);
        var shown = execution with { Stdout = mask.Apply(execution.Stdout), Stderr = mask.Apply(execution.Stderr) };
        return OperationResult.Of(shown, ExecutionCard.Draw(shown, request.Language.Title));
    }
}
