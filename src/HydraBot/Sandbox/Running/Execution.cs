using System.ComponentModel;

namespace HydraBot.Sandbox.Running;

/// <summary>A program that ran, and what came of it.</summary>
internal sealed record Execution
{
    [Description("Under which the history has it")]
    public required Guid ExecutionId { get; init; }

    public required string Language { get; init; }

    [Description("The program's own, or 128 and the number of the signal that ended it: 137 for a kill")]
    public required int ExitCode { get; init; }

    public required string Stdout { get; init; }

    public required string Stderr { get; init; }

    [Description("It was killed when its time was up")]
    public required bool TimedOut { get; init; }

    [Description("The kernel killed a process of it for want of memory")]
    public required bool OomKilled { get; init; }

    [Description("Not all of its output is kept; notes say how much was cut")]
    public required bool Truncated { get; init; }

    public required long DurationMs { get; init; }

    [Description("Files that it left in its working folder")]
    public required IReadOnlyList<Artifact> Artifacts { get; init; }

    [Description("run, or compile when the compiler said no")]
    public required string Stage { get; init; }

    [Description("The most memory that it held at once, files and page cache included")]
    public required long? PeakMemoryBytes { get; init; }

    [Description("What was cut, left out or stopped, a sentence each")]
    public required IReadOnlyList<string> Notes { get; init; }

    [Description("True when a sandbox was ready; false when one had to be started")]
    public required bool Warm { get; init; }

    [Description("What it ran under, such as runc or runsc")]
    public required string Runtime { get; init; }
}
