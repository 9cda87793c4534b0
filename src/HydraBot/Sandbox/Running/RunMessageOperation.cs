using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using HydraBot.Governance;
using HydraBot.Governance.Operations;
using HydraBot.Sandbox.Languages;

namespace HydraBot.Sandbox.Running;

/// <summary>Runs the code that somebody, or a model, wrote in a message: by the access of whoever asks, not of whoever wrote it.</summary>
internal sealed class RunMessageOperation(RunOperation run, LanguageTable languages)
{
    [Operation("sandbox.run_message", Slash = "sandbox run-message", Message = "Run in sandbox", Code = true, Access = AccessLevel.Operator, Effect = OperationEffect.Change, TimeLimitSeconds = RunOperation.TimeLimit)]
    [Description("Runs the code block of a message in the sandbox")]
    public Task<OperationResult<Execution>> RunAsync(
        [Description("The message, with a code block that names its language"), MinLength(1), MaxLength(20_000)] string message,
        Clearance clearance,
        IProgress<OperationProgress> progress,
        CancellationToken cancellationToken)
    {
        if (!CodeBlock.TryFind(message, languages, out var block))
            throw new OperationException("The message holds no code block. A block begins with ``` and its language, such as ```python.");
        if (block.Language.Length == 0)
            throw OperationException.WrongArgument($"The code block names no language. Write it behind the first ```; allowed are {languages.Names}.");
        return run.RunAsync(block.Language, block.Code, clearance, progress, cancellationToken: cancellationToken);
    }
}
