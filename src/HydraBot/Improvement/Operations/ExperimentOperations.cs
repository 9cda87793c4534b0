using System.ComponentModel.DataAnnotations;
using HydraBot.Governance;
using HydraBot.Governance.Operations;
using HydraBot.Improvement.Experiments;
using HydraBot.Improvement.Proposals;
using Description = System.ComponentModel.DescriptionAttribute;

namespace HydraBot.Improvement.Operations;

/// <summary>Experiments on requests: some of them get a validated proposal before all do.</summary>
internal sealed class ExperimentOperations(Experiments.Experiments experiments, ProposalDesk desk)
{
    [Operation("improvement.experiment_plan")]
    [Description("Says beforehand what an experiment on requests would be judged by, what must not get worse, and how likely it finds what")]
    public async Task<OperationResult<ExperimentPlan>> PlanAsync(
        [Description("Number or id of the proposal")] string proposal,
        [Description("What is compared; the most telling of what it changes where it is left out"), Suggest<MetricNames>] string? metric = null,
        [Description("The share of requests that would get it"), Range(0.01, 0.5)] double share = 0.5,
        CancellationToken cancellationToken = default)
    {
        var found = await desk.FindAsync(proposal, cancellationToken);
        var plan = View(found, experiments.Plan(found, metric, share));
        return OperationResult.Of(plan, ExperimentCard.Of(plan));
    }

    [Operation("improvement.experiment", Access = AccessLevel.Operator, Effect = OperationEffect.Disrupt)]
    [Description("Gives a share of the requests a validated proposal and compares both sides, request by request, until it is clear")]
    public async Task<OperationResult<ExperimentView>> BeginAsync(
        [Description("Number or id of the proposal")] string proposal,
        Clearance clearance,
        [Description("What is compared; the most telling of what it changes where it is left out"), Suggest<MetricNames>] string? metric = null,
        [Description("The share of requests that get it"), Range(0.01, 0.5)] double share = 0.5,
        [Description("Hours after which it ends anyway"), Range(1, 720)] int hours = 24,
        CancellationToken cancellationToken = default)
    {
        var found = await desk.FindAsync(proposal, cancellationToken);
        var plan = experiments.Plan(found, metric, share);
        return Show(experiments.Begin(clearance, found, plan, TimeSpan.FromHours(hours)), View(found, plan));
    }

    [Operation("improvement.experiment_stop", Access = AccessLevel.Operator, Effect = OperationEffect.Change)]
    [Description("Ends the experiment on requests; all get what is in force")]
    public OperationResult<ExperimentView> Stop(Clearance clearance, [Description("Why"), MaxLength(300)] string reason = "it was asked for")
    {
        var running = experiments.Running ?? throw new OperationException("No experiment on requests runs.");
        running.Stop($"{clearance.Caller.Name} ended it: {reason}");
        return Show(running, null);
    }

    [Operation("improvement.experiment_status")]
    [Description("Shows how the experiment on requests stands; it may be looked at as often as one likes")]
    public OperationResult<ExperimentView> Status() => experiments.Running is { } running ? Show(running, null) : throw new OperationException("No experiment on requests runs.");

    private ExperimentPlan View(Proposal proposal, TrafficPlan plan)
    {
        var statistics = experiments.Statistics;
        var power = plan.Power(statistics);
        return new ExperimentPlan
        {
            Proposal = proposal.Id,
            Number = proposal.Number,
            Metric = plan.Metric.Name,
            Title = plan.Metric.Title,
            LowerIsBetter = plan.Metric.LowerIsBetter,
            IsRate = plan.Metric.IsRate,
            Guardrails = [.. plan.Guardrails.Select(metric => metric.Name)],
            Share = plan.Share,
            ErrorRate = statistics.ErrorRate,
            MinimumEffect = statistics.MinimumEffect,
            Power = power,
            Requests = [.. power.Select(one => plan.Requests(one.Median))],
        };
    }

    private static OperationResult<ExperimentView> Show(TrafficExperiment experiment, ExperimentPlan? plan)
    {
        var view = new ExperimentView(experiment.Id, experiment.Plan.Metric.Name, experiment.Plan.Share, experiment.Read(), experiment.ReadGuardrails(), experiment.End, plan);
        return OperationResult.Of(view, ExperimentCard.Of(view));
    }
}
