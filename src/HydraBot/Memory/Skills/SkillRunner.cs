using System.Text.Json;
using HydraBot.Governance;
using HydraBot.Governance.Access;
using HydraBot.Governance.Emergency;
using HydraBot.Governance.Operations;
using HydraBot.Hosting;
using HydraBot.Hosting.Steps;

namespace HydraBot.Memory.Skills;

/// <summary>
/// Runs skills step by step down the road, each step judged by itself, with no more than the person behind it may at that moment. A step that waits for
/// people pauses the run.
/// </summary>
internal sealed partial class SkillRunner(
    SkillRuns runs, SkillCheck check, StepRoad steps, GovernedExecutor road, OperationJson json, IEnumerable<IAccessSource> people, EmergencyStop stop, SkillSignal signal, TimeProvider time,
    ILogger<SkillRunner> logger)
{
    private readonly CallersNow _people = new(people);

    /// <summary>Holds the preconditions to what is, and runs it until its end or until people are waited for.</summary>
    /// <exception cref="OperationException">Values do not fit, or a precondition does not hold; nothing ran.</exception>
    public async Task<SkillRun> RunAsync(Clearance clearance, StoredSkill skill, IReadOnlyDictionary<string, string> values, IProgress<OperationProgress> progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(clearance);
        var filled = check.Fill(skill.Definition, values);
        foreach (var (condition, read) in skill.Definition.Preconditions.Where(condition => condition.Check is not null).Zip(filled.Checks))
            await HoldAsync(clearance, condition, read, cancellationToken);
        var id = await runs.BeginAsync(skill, clearance.Caller, filled.Steps, cancellationToken);
        return await DriveAsync(id, progress, cancellationToken);
    }

    /// <summary>Goes on with what people decided about, and with what another process left; what came of it, or null while people are waited for.</summary>
    public async Task<SkillRun?> ResumeAsync(SkillRun run, CancellationToken cancellationToken)
    {
        var open = run.Steps.FirstOrDefault(step => step.State is StepState.Waiting || step is { State: StepState.Open, RequestId: not null });
        if (open is not null)
        {
            var end = await steps.LookAsync(open.Operation, open.RequestId, run.Correlation, run.BegunAt, cancellationToken);
            if (end.State == StepState.Waiting && run.State == SkillRunState.Waiting)
                return null;
            await runs.SettleStepAsync(run, open, end, cancellationToken);
            if (end.State == StepState.Waiting)
                return null;
            if (Ended(end) is { } state)
            {
                await runs.EndAsync(run, state, end.Told);
                return await runs.FindAsync(run.Id, CancellationToken.None);
            }
        }

        return await runs.TakeAsync(run.Id, cancellationToken) ? await DriveAsync(run.Id, null, cancellationToken) : null;
    }

    /// <summary>Ends what waits or runs, since the emergency stop was pulled.</summary>
    public Task StopAsync(SkillRun run) => runs.EndAsync(run, SkillRunState.Stopped, "The emergency stop was pulled.");

    private async Task<SkillRun> DriveAsync(Guid id, IProgress<OperationProgress>? progress, CancellationToken cancellationToken)
    {
        while (true)
        {
            var run = await runs.FindAsync(id, CancellationToken.None) ?? throw new OperationException("The skill was forgotten while it ran.");
            if (run.State != SkillRunState.Running)
                return run;
            if (run.Steps.FirstOrDefault(step => step.State != StepState.Done) is not { } next)
                await runs.EndAsync(run, SkillRunState.Done, $"All {run.Steps.Count} steps were done.");
            else if (stop.IsStopped)
                await StopAsync(run);
            else if (cancellationToken.IsCancellationRequested)
                await runs.EndAsync(run, SkillRunState.Stopped, $"Nobody waited for it any more before step {next.Place}.");
            else if (!await StepAsync(run, next, progress, cancellationToken))
                return run;
        }
    }

    /// <summary>False when somebody else drives the run.</summary>
    private async Task<bool> StepAsync(SkillRun run, SkillRunStep step, IProgress<OperationProgress>? progress, CancellationToken cancellationToken)
    {
        progress?.Report(new OperationProgress($"Step {step.Place} of {run.Steps.Count}: {step.Operation}", (step.Place - 1.0) / run.Steps.Count));
        var caller = await _people.FindAsync(run.Caller, CancellationToken.None);
        var request = OperationRequest.Create(step.Operation, step.Arguments, caller, Door.Schedule, time, run.Correlation);
        if (!await runs.BeginStepAsync(run, step, request.Id, CancellationToken.None))
            return false;
        var end = await EndAsync(run, step, request, cancellationToken);
        await runs.SettleStepAsync(run, step, end, CancellationToken.None);
        if (end.Halted)
            await StopAsync(run);
        else if (Ended(end) is { } state)
            await runs.EndAsync(run, state, end.Told);
        else if (end.State == StepState.Waiting)
            signal.Wake();
        return true;
    }

    private async Task<StepEnd> EndAsync(SkillRun run, SkillRunStep step, OperationRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return await steps.RunAsync(request, cancellationToken);
        }
        catch (Exception exception)
        {
            // Cancelled before it ran, or the road could not write: what the record says is what counts.
            LogCut(exception, run.Name, step.Place);
            return await steps.LookAsync(step.Operation, request.Id, run.Correlation, run.BegunAt, CancellationToken.None);
        }
    }

    private async Task HoldAsync(Clearance clearance, SkillCondition condition, FilledStep read, CancellationToken cancellationToken)
    {
        var outcome = await road.ExecuteAsync(OperationRequest.Create(read.Operation, read.Arguments, clearance.Caller, Door.Schedule, time, clearance.CorrelationId), null, cancellationToken);
        var found = outcome is OperationOutcome.Done done ? Value(done.Result, condition.Path) : null;
        if (found is null || (condition.Expected is { } expected && !string.Equals(found, expected, StringComparison.OrdinalIgnoreCase)))
        {
            throw new OperationException(outcome is OperationOutcome.Done
                ? $"The precondition '{condition.Text}' does not hold{(found is null ? "" : $": it is '{steps.Short(found)}'")}. Nothing ran."
                : $"The precondition '{condition.Text}' does not hold: {steps.Of(read.Operation, outcome).Told} Nothing ran.");
        }
    }

    /// <summary>What stands at a path of an answer; null where nothing does.</summary>
    private string? Value(OperationResult result, string? path)
    {
        var at = JsonSerializer.SerializeToElement(result.Value, json.Options.GetTypeInfo(result.Value.GetType()));
        foreach (var name in (path ?? "").Split('.', StringSplitOptions.RemoveEmptyEntries))
        {
            if (at.ValueKind == JsonValueKind.Array && int.TryParse(name, out var place) && place >= 0 && place < at.GetArrayLength())
                at = at[place];
            else if (at.ValueKind != JsonValueKind.Object || !at.TryGetProperty(name, out at))
                return null;
        }

        return at.ToString();
    }

    private static SkillRunState? Ended(StepEnd end) => end.State switch
    {
        StepState.Failed => SkillRunState.Failed,
        StepState.Refused => SkillRunState.Refused,
        StepState.CutOff => SkillRunState.CutOff,
        _ => null,
    };

    [LoggerMessage(Level = LogLevel.Warning, Message = "Skill {Name}, step {Place} did not come to an end of its own")]
    private partial void LogCut(Exception exception, string name, int place);
}
