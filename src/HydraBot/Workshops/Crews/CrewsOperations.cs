using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using HydraBot.Governance;
using HydraBot.Governance.Audit;
using HydraBot.Governance.Operations;
using HydraBot.Hosting;
using HydraBot.Workshops.Calls;
using Microsoft.Extensions.Options;

namespace HydraBot.Workshops.Crews;

/// <summary>Crews of agents: begun, followed, and answered when they ask for a person's word.</summary>
internal sealed class CrewsOperations(CrewsWorkshop crews, CrewQuestions questions, SecretMask mask, IOptions<WorkshopsOptions> options, TimeProvider time)
{
    [Operation("crews.inputs")]
    [Description("Lists what a crew wants to be given")]
    public async Task<OperationResult<CrewInputs>> InputsAsync([Description("The crew; the only one where you leave it out"), Suggest<CrewNames>] string? crew = null, CancellationToken cancellationToken = default)
    {
        var (name, line) = crews.Find(crew);
        var inputs = await CrewsWorkshop.InputsAsync(line, cancellationToken);
        return OperationResult.Of(new CrewInputs(name, inputs), new Card { Title = $"{name} takes {inputs.Count} inputs", Text = inputs.Count == 0 ? null : $"`{string.Join("` `", inputs)}`" });
    }

    [Operation("crews.run", Access = AccessLevel.Operator, Effect = OperationEffect.Disrupt, TimeLimitSeconds = 3600, Toolset = "crews")]
    [Description("Starts a crew of agents with its inputs and follows it to its end")]
    public async Task<OperationResult<CrewRun>> RunAsync(
        [Description("Its inputs: a JSON object, or name=value separated by semicolons"), MaxLength(16000)] string inputs,
        Clearance clearance,
        IProgress<OperationProgress> progress,
        [Description("The crew; the only one where you leave it out"), Suggest<CrewNames>] string? crew = null,
        [Description("Follows it to its end")] bool wait = true,
        CancellationToken cancellationToken = default)
    {
        var given = ParameterText.Object(inputs);
        var (name, line) = crews.Find(crew);
        var wanted = await CrewsWorkshop.InputsAsync(line, cancellationToken);
        if (wanted.Where(input => given.At(input) is null).ToArray() is { Length: > 0 } missing)
            throw new OperationException($"{name} also needs {string.Join(", ", missing)}; it takes {string.Join(", ", wanted)}.");

        var began = time.GetTimestamp();
        var kickoff = await CrewsWorkshop.KickoffAsync(clearance, line, given, cancellationToken);
        progress.Report(new OperationProgress($"{name} began ({kickoff})…"));
        var state = await FollowAsync(clearance, name, line, kickoff, wait ? options.Value.Crews.TimeLimit : TimeSpan.Zero, progress, cancellationToken);
        return Told(name, kickoff, state, time.GetElapsedTime(began));
    }

    [Operation("crews.status", TimeLimitSeconds = 60, Toolset = "crews")]
    [Description("Shows how a crew's run stands and what it has produced")]
    public async Task<OperationResult<CrewRun>> StatusAsync(
        [Description("The id that the start gave")] string kickoff, [Description("The crew; the only one where you leave it out"), Suggest<CrewNames>] string? crew = null, CancellationToken cancellationToken = default)
    {
        var (name, line) = crews.Find(crew);
        return Told(name, kickoff, await CrewsWorkshop.StatusAsync(line, kickoff, cancellationToken), TimeSpan.Zero);
    }

    [Operation("crews.feedback", Access = AccessLevel.Operator, Effect = OperationEffect.Change)]
    [Description("Gives a crew the feedback that it waits for")]
    public async Task<OperationResult<CrewFeedback>> FeedbackAsync(
        [Description("The id of the run")] string kickoff,
        [Description("What to tell it"), MaxLength(6000)] string feedback,
        Clearance clearance,
        [Description("It may go on; otherwise it does the task again")] bool approve = true,
        [Description("The crew; the only one where you leave it out"), Suggest<CrewNames>] string? crew = null,
        CancellationToken cancellationToken = default)
    {
        var (name, line) = crews.Find(crew);
        var state = await CrewsWorkshop.StatusAsync(line, kickoff, cancellationToken);
        if (!state.Waits)
            throw new OperationException($"The run {kickoff} of {name} waits for nobody; it is {state.State}.");
        await CrewsWorkshop.FeedbackAsync(clearance, line, kickoff, state.Task ?? "", mask.Apply(feedback), approve, cancellationToken);
        return Answered(name, kickoff, state.Task ?? "", approve);
    }

    /// <summary>The question of a crew, put to people by the house: what they approve is exactly what they were shown.</summary>
    [Operation("crews.approve", Access = AccessLevel.Operator, Effect = OperationEffect.Disrupt)]
    [Description("Tells a waiting crew that a person agrees with its result")]
    public async Task<OperationResult<CrewFeedback>> ApproveAsync(
        [Description("The crew")] string crew,
        [Description("The id of the run")] string kickoff,
        [Description("The task that waits")] string task,
        [Description("What the crew shows")] string output,
        Clearance clearance,
        CancellationToken cancellationToken = default)
    {
        var (name, line) = crews.Find(crew);
        var state = await CrewsWorkshop.StatusAsync(line, kickoff, cancellationToken);
        if (!state.Waits || (state.Task ?? "") != task || CrewQuestions.Shown(state, mask) != output)
            throw new OperationException($"The run {kickoff} of {name} no longer waits with what was approved.");
        await CrewsWorkshop.FeedbackAsync(clearance, line, kickoff, task, "Approved.", true, cancellationToken);
        return Answered(name, kickoff, task, true);
    }

    private async Task<CrewState> FollowAsync(
        Clearance clearance, string name, WorkshopLine line, string kickoff, TimeSpan limit, IProgress<OperationProgress> progress, CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        string? asked = null;
        while (true)
        {
            var state = await CrewsWorkshop.StatusAsync(line, kickoff, cancellationToken);
            progress.Report(new OperationProgress($"{name}: {state.State.Replace('_', ' ')}{(state.Task is { } task ? $" · {task}" : "")}"));
            if (state.HasEnded || time.GetElapsedTime(began) >= limit)
                return state;
            if (state.Waits && asked != $"{state.Task} {state.Output}")
            {
                asked = $"{state.Task} {state.Output}";
                await questions.AskAsync(clearance, name, kickoff, state, cancellationToken);
            }

            await Task.Delay(options.Value.Crews.Interval, time, cancellationToken);
        }
    }

    private OperationResult<CrewRun> Told(string name, string kickoff, CrewState state, TimeSpan took)
    {
        var run = new CrewRun(name, kickoff, state.State, state.Task, Outside.Of($"crew {name}", state.Output, mask), Math.Round(took.TotalSeconds, 1));
        return OperationResult.Of(run, new Card
        {
            Title = $"{name}: {state.State.Replace('_', ' ')}",
            Severity = state.State switch { "completed" => CardSeverity.Good, "error" => CardSeverity.Bad, "awaiting_human_feedback" => CardSeverity.Waiting, _ => CardSeverity.Neutral },
            Text = Outside.Block(run.Output, 3500),
            Footer = $"{kickoff}{(took > TimeSpan.Zero ? string.Create(CultureInfo.InvariantCulture, $" · {took.TotalSeconds:0.0} s") : "")}{(state.Task is { } task ? $" · {task}" : "")}",
            Spoken = state.State == "completed" ? $"{name} is done." : $"{name} is {state.State.Replace('_', ' ')}.",
        });
    }

    private static OperationResult<CrewFeedback> Answered(string name, string kickoff, string task, bool approves) => OperationResult.Of(
        new CrewFeedback(name, kickoff, task, approves), new Card { Title = $"{name} {(approves ? "goes on" : "does it again")}", Severity = CardSeverity.Good, Footer = $"{kickoff} · {task}" });
}
