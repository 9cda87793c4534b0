using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using HydraBot.Governance;
using HydraBot.Governance.Operations;
using HydraBot.Sandbox.Languages;

namespace HydraBot.Sandbox.Running;

/// <summary>Runs a program.</summary>
internal sealed class RunOperation(SandboxRunner runner, RequestCheck check, Governance.Audit.SecretMask mask)
{
    /// <summary>The longest program, and a wait for its turn.</summary>
    public const int TimeLimit = 600;

    [Operation("sandbox.run", Toolset = "sandbox", Form = true, Access = AccessLevel.Operator, Effect = OperationEffect.Change, TimeLimitSeconds = TimeLimit)]
    [Description("Runs a program in a sandbox without network, and shows what it writes")]
    public async Task<OperationResult<Execution>> RunAsync(
        [Description("The language"), Suggest<LanguageNames>, MinLength(1), MaxLength(40)] string language,
        [Description("The program"), MinLength(1)] string code,
        Clearance clearance,
        IProgress<OperationProgress> progress,
        [Description("What it reads from standard input")] string? stdin = null,
        [Description("A name: files are kept for your next program of the same session"), MaxLength(40)] string? session = null,
        [Description("Files that it finds in its working folder")] IReadOnlyList<GivenFile>? files = null,
        [Description("Seconds until it is killed")] int? timeoutSeconds = null,
        [Description("Its memory in MiB")] int? memoryMb = null,
        CancellationToken cancellationToken = default)
    {
        var request = check.Require(language, code, stdin, files, timeoutSeconds, memoryMb);
        var execution = await runner.RunAsync(clearance, request, string.IsNullOrWhiteSpace(session) ? null : session.Trim(), progress, cancellationToken);
        var shown = execution with { Stdout = mask.Apply(execution.Stdout), Stderr = mask.Apply(execution.Stderr) };
        return OperationResult.Of(shown, ExecutionCard.Draw(shown, request.Language.Title));
    }
}
