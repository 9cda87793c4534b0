using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Text;
using HydraBot.Fleet.Containers;
using HydraBot.Fleet.Engine;
using HydraBot.Fleet.Logs;
using HydraBot.Fleet.Restarting;
using HydraBot.Governance;
using HydraBot.Governance.Audit;
using HydraBot.Governance.Operations;

namespace HydraBot.Fleet.Exec;

/// <summary>A command that ran in a container.</summary>
/// <param name="Container">Its name.</param>
/// <param name="ExitCode">How the command ended; null when it was ended here.</param>
/// <param name="TimedOut">True when its time was over.</param>
/// <param name="Output">What it wrote, without secrets.</param>
/// <param name="Errors">What it wrote of errors.</param>
/// <param name="Cut">True when it wrote more than is kept.</param>
/// <param name="Seconds">How long it ran.</param>
internal sealed record ExecutedCommand(string Container, long? ExitCode, bool TimedOut, string Output, string Errors, bool Cut, double Seconds);

/// <summary>Runs a command in a container. The law reads it first, as it reads <c>shell.run</c>; without an approval nothing runs.</summary>
internal sealed class ExecOperation(ContainerFinder finder, OwnContainer own, ContainerExec exec, SecretMask mask, TimeProvider time)
{
    private const int MostSeconds = 300, TimeLimit = 360, MostOutput = 1 << 20, MostText = 1500, MostCommand = 4000;

    /// <summary>As the engine says it where an image has no shell.</summary>
    private const string NoShell = "executable file not found";

    [Operation("container.exec", Slash = "exec", Access = AccessLevel.Operator, Effect = OperationEffect.Disrupt, TimeLimitSeconds = TimeLimit)]
    [Description("Runs a command in a container's shell, after somebody agreed to exactly that command")]
    public async Task<OperationResult<ExecutedCommand>> RunAsync(
        [Description("Its name, or the beginning of its id"), Suggest<ContainerNames>] string container,
        [Description("For its shell"), MaxLength(MostCommand)] string command,
        Clearance clearance,
        [Description("Seconds until it is ended"), Range(1, MostSeconds)] int seconds = 30,
        CancellationToken cancellationToken = default)
    {
        if (string.IsNullOrWhiteSpace(command))
            throw OperationException.WrongArgument("There is no command.");
        var found = await finder.FindAsync(container, cancellationToken);
        if (found.State != ContainerState.Running)
            throw new OperationException($"`{found.Name}` does not run: {found.Status}.");
        await own.SpareAsync(found, "exec", "a command in", cancellationToken);

        var began = time.GetTimestamp();
        using var output = new CappedStream(MostOutput);
        using var errors = new CappedStream(MostOutput);
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(seconds), time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        long? code = null;
        try
        {
            code = await exec.RunAsync(clearance, found.Id, new ExecOrder(["sh", "-c", command]), output, errors, either.Token);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            // It was ended; what it wrote until then is told.
        }

        var (wrote, complained) = (Plain(output), Plain(errors));
        if (code is 126 or 127 && (wrote + complained).Contains(NoShell, StringComparison.Ordinal))
            throw new OperationException($"`{found.Name}` has no shell (sh), so nothing can be run in it.");
        var done = new ExecutedCommand(found.Name, code, code is null, wrote, complained, output.Cut || errors.Cut, Math.Round(time.GetElapsedTime(began).TotalSeconds, 1));
        return OperationResult.Of(done, Draw(done));
    }

    private string Plain(CappedStream stream) => mask.Apply(TerminalText.Plain(Encoding.UTF8.GetString(stream.Kept.Span)).TrimEnd('\n'));

    private static Card Draw(ExecutedCommand done)
    {
        var text = done.Errors.Length == 0 ? done.Output : done.Output.Length == 0 ? done.Errors : $"{done.Output}\n--- errors\n{done.Errors}";
        var small = text.Length <= MostText;
        return new Card
        {
            Title = done.TimedOut ? string.Create(CultureInfo.InvariantCulture, $"{done.Container}: ended after {done.Seconds:0.#} s, its time was over")
                : done.ExitCode == 0 ? $"{done.Container}: done" : string.Create(CultureInfo.InvariantCulture, $"{done.Container}: ended with exit code {done.ExitCode}"),
            Severity = done.ExitCode == 0 ? CardSeverity.Good : CardSeverity.Warning,
            Text = text.Length == 0 ? "It wrote nothing." : small ? LogBlock.Of(text) : $"The end of it; all is in the file.\n{LogBlock.Tail(text, MostText / 2)}",
            Files = small ? [] : [new CardFile($"{done.Container}.txt", "text/plain", Encoding.UTF8.GetBytes(text))],
            Footer = done.Cut ? "It wrote more than 1 MiB; the rest was left out." : null,
            Spoken = done.ExitCode == 0 ? $"The command in {done.Container} is done." : $"The command in {done.Container} failed.",
        };
    }
}
