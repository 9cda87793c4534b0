namespace HydraBot.Sandbox.History;

/// <summary>A program that ran; code and output are their beginnings.</summary>
internal sealed record PastExecution(
    Guid ExecutionId,
    DateTimeOffset At,
    string Caller,
    string Language,
    string Code,
    int ExitCode,
    bool TimedOut,
    bool OomKilled,
    bool Truncated,
    long DurationMs,
    long? PeakMemoryBytes,
    string Stdout,
    string Stderr,
    IReadOnlyList<string> Artifacts,
    string Runtime);

/// <summary>What ran lately, the newest first.</summary>
internal sealed record PastExecutions(IReadOnlyList<PastExecution> Executions);
