using System.Globalization;
using HydraBot.Governance.Operations;

namespace HydraBot.Sandbox.Running;

/// <summary>An execution as people see it.</summary>
internal static class ExecutionCard
{
    private const int LongestOutput = 2200, LongestError = 1200;

    public static Card Draw(Execution execution, string title)
    {
        var picture = execution.Artifacts.FirstOrDefault(artifact => artifact.IsPicture);
        return new Card
        {
            Title = $"{title}: {Ending(execution)}",
            Severity = execution is { ExitCode: 0, TimedOut: false, OomKilled: false } ? CardSeverity.Good : execution.TimedOut || execution.OomKilled ? CardSeverity.Warning : CardSeverity.Bad,
            Text = Text(execution),
            Fields =
            [
                new CardField("Exit code", execution.ExitCode.ToString(CultureInfo.InvariantCulture), true),
                new CardField("Time", string.Create(CultureInfo.InvariantCulture, $"{execution.DurationMs / 1000.0:0.00} s"), true),
                .. execution.PeakMemoryBytes is { } peak ? [new CardField("Peak memory", string.Create(CultureInfo.InvariantCulture, $"{peak / 1048576.0:0.0} MiB"), true)] : Array.Empty<CardField>(),
                .. execution.Notes.Count > 0 ? [new CardField("Note", OutputBlock.Plain(string.Join('\n', execution.Notes.Take(6))))] : Array.Empty<CardField>(),
            ],
            Picture = picture?.ToFile(),
            Files = [.. Whole(execution), .. execution.Artifacts.Where(artifact => artifact != picture).Take(8).Select(artifact => artifact.ToFile())],
            Footer = $"{execution.Runtime}{(execution.Warm ? ", ready" : "")} · {execution.ExecutionId:N}",
            Spoken = $"The program {Ending(execution)}.",
        };
    }

    private static string Ending(Execution execution) => execution switch
    {
        { TimedOut: true } => "time was up",
        { OomKilled: true } => "out of memory",
        { Stage: "compile" } => "does not compile",
        { ExitCode: 0 } => "done",
        { ExitCode: > 128 } => $"ended by signal {execution.ExitCode - 128}",
        _ => $"ended with {execution.ExitCode}",
    };

    private static string Text(Execution execution) => (execution.Stdout.Length, execution.Stderr.Length) switch
    {
        (0, 0) => "It wrote nothing.",
        (_, 0) => OutputBlock.Fence(execution.Stdout, LongestOutput),
        (0, _) => OutputBlock.Fence(execution.Stderr, LongestOutput),
        _ => $"{OutputBlock.Fence(execution.Stdout, LongestOutput)}\nStandard error:\n{OutputBlock.Fence(execution.Stderr, LongestError)}",
    };

    /// <summary>Output that the card cannot hold comes as a file.</summary>
    private static IEnumerable<CardFile> Whole(Execution execution) => execution.Stdout.Length > LongestOutput
        ? [new CardFile("output.txt", "text/plain; charset=utf-8", System.Text.Encoding.UTF8.GetBytes(execution.Stdout))]
        : [];
}
