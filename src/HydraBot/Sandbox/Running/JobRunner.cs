using System.Globalization;
using HydraBot.Sandbox.Engine;
using Microsoft.Extensions.Options;

namespace HydraBot.Sandbox.Running;

/// <summary>Gives one job to one worker, stays with it to its end, and reads what came of it.</summary>
internal sealed class JobRunner(SandboxEngine engine, IOptions<SandboxOptions> options, TimeProvider time)
{
    /// <summary>The worker ends the program in time; this much later the house ends the worker.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(3);

    private const int Killed = 137;

    private static readonly Dictionary<string, string> NoVariables = [];

    /// <summary>Runs a job. The worker is not ended here: who started it does that, since only a session goes on.</summary>
    public async Task<JobResult> RunAsync(
        SandboxWorker worker, ExecutionRequest request, bool session, Action<OutputCollector>? written, CancellationToken cancellationToken, IReadOnlyDictionary<string, string>? environment = null)
    {
        var frame = JobFrame.Of(request, ArtifactLimits.Standard, session, environment ?? NoVariables);
        var output = new OutputCollector(frame.Mark, options.Value.OutputKb * 1024, written);
        var began = time.GetTimestamp();
        var end = await worker.RunAsync(frame, output, request.Timeout + Grace, cancellationToken);
        var took = time.GetElapsedTime(began);
        output.End();
        var report = WorkerReport.Read(output.Report);
        var result = new JobResult(end, output, report, took)
        {
            ExitCode = end == WorkerEnd.Reported ? report.ExitCode : Killed,
            TimedOut = end == WorkerEnd.Late || report.IsLate,
        };
        return end == WorkerEnd.Lost
            ? result with { OomKilled = await engine.RanOutOfMemoryAsync(worker.Id, worker.StartedAt, cancellationToken) }
            : result with { OomKilled = report.OutOfMemory > 0 };
    }

    /// <summary>The result as callers get it.</summary>
    public static Execution Tell(Guid id, ExecutionRequest request, JobResult job, bool warm, string runtime)
    {
        var notes = new List<string>();
        var artifacts = new List<Artifact>();
        foreach (var (name, content) in job.Report.Files)
        {
            if (FileNames.Read(name) is { } plain && artifacts.Count < ArtifactLimits.Standard.Files)
                artifacts.Add(Artifact.Of(plain, content));
            else
                notes.Add($"The file '{FileNames.Show(name)}' was left: its name is none that may come out.");
        }

        notes.AddRange(Skipped(job.Report));
        notes.AddRange(Cut("standard output", job.Output.Output).Concat(Cut("standard error", job.Output.Error)));
        if (job.End == WorkerEnd.Flooded)
            notes.Add("The program was stopped: it wrote more than anybody would read.");
        if (job.End == WorkerEnd.Lost && !job.OomKilled)
            notes.Add("The sandbox ended before it could report: its own worker was killed in it, or the engine stopped it.");
        if (job.TimedOut)
            notes.Add(string.Create(CultureInfo.InvariantCulture, $"The program was killed after {request.Timeout.TotalSeconds:0.#} s."));
        if (job.OomKilled)
            notes.Add($"The program ran out of its {request.MemoryMb} MiB of memory, in which its files count.");

        return new Execution
        {
            ExecutionId = id,
            Language = request.Language.Name,
            ExitCode = job.ExitCode,
            Stdout = job.Output.Output.Text(),
            Stderr = job.Output.Error.Text(),
            TimedOut = job.TimedOut,
            OomKilled = job.OomKilled,
            Truncated = job.Output.Output.IsCut || job.Output.Error.IsCut || job.End == WorkerEnd.Flooded,
            DurationMs = (long)job.Took.TotalMilliseconds,
            Artifacts = artifacts,
            Stage = job.Report.IsCompiler ? "compile" : "run",
            PeakMemoryBytes = job.Report.PeakMemory > 0 ? job.Report.PeakMemory : null,
            Notes = notes,
            Warm = warm,
            Runtime = runtime,
        };
    }

    private static IEnumerable<string> Cut(string stream, CappedOutput output) => output.IsCut
        ? [string.Create(CultureInfo.InvariantCulture, $"Of {stream} the first {output.Kept:N0} of {output.Length:N0} bytes are kept.")]
        : [];

    private static IEnumerable<string> Skipped(WorkerReport report) => report.Skipped
        .GroupBy(skipped => skipped.Reason)
        .Select(group => $"Left in the sandbox, {Reason(group.Key)}: {string.Join(", ", group.Take(5).Select(skipped => $"'{FileNames.Show(skipped.Name)}'"))}{(group.Count() > 5 ? $" and {group.Count() - 5} more" : "")}.");

    private static string Reason(string word) => word switch
    {
        "link" => "since it is a link",
        "special" => "since it is no regular file",
        "deep" => "since it is too deep",
        "large" => "since all files together may have 8 MiB",
        "many" => "since there are too many files",
        _ => "since it cannot be read",
    };
}

/// <summary>A job that ended.</summary>
internal sealed record JobResult(WorkerEnd End, OutputCollector Output, WorkerReport Report, TimeSpan Took)
{
    public int ExitCode { get; init; }

    public bool TimedOut { get; init; }

    public bool OomKilled { get; init; }
}
