using System.ComponentModel.DataAnnotations;
using System.Globalization;
using HydraBot.Governance;
using HydraBot.Governance.Operations;
using HydraBot.Improvement.Experiments;
using HydraBot.Improvement.Proposals;
using HydraBot.Improvement.Statistics;
using HydraBot.Improvement.Testing;
using Microsoft.Extensions.Options;
using Description = System.ComponentModel.DescriptionAttribute;

namespace HydraBot.Improvement.Operations;

/// <summary>Experiments on requests: some of them get a validated proposal before all do.</summary>
internal sealed class ExperimentOperations(Experiments.Experiments experiments, ProposalDesk desk, IOptions<ImprovementOptions> options)
{
    [Operation("improvement.experiment", Access = AccessLevel.Operator, Effect = OperationEffect.Disrupt)]
    [Description("Gives a share of the requests a validated proposal and compares both sides, request by request, until it is clear")]
    public async Task<OperationResult<ExperimentView>> BeginAsync(
        [Description("Number or id of the proposal")] string proposal,
        Clearance clearance,
        [Description("What is compared: chat.seconds or chat.complete")] string metric = "chat.seconds",
        [Description("The share of requests that get it"), Range(0.01, 0.5)] double share = 0.5,
        [Description("Hours after which it ends anyway"), Range(1, 720)] int hours = 24,
        CancellationToken cancellationToken = default)
    {
        var found = await desk.FindAsync(proposal, cancellationToken);
        if (metric is not ("chat.seconds" or "chat.complete"))
            throw new OperationException($"The metric is '{metric}'; allowed are chat.seconds and chat.complete.");
        var plan = new TrafficPlan(metric, metric.EndsWith(".seconds", StringComparison.Ordinal), metric == "chat.complete" ? null : "chat.complete", share);
        var power = SamplePlan.Of(new SequentialPlan(options.Value.ErrorRate, 0, options.Value.HarmMargin, options.Value.MostPairs), 0.2, 1);
        return Show(experiments.Begin(clearance, found, plan, TimeSpan.FromHours(hours)), power);
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

    private static OperationResult<ExperimentView> Show(TrafficExperiment experiment, SamplePlan? plan)
    {
        var now = experiment.Read();
        return OperationResult.Of(new ExperimentView(experiment.Id, experiment.Plan.Metric, experiment.Plan.Share, now, experiment.End, plan), new Card
        {
            Title = experiment.End is null ? $"An experiment on requests runs: {experiment.Plan.Metric}" : $"The experiment ended: {experiment.End}",
            Severity = experiment.End is null ? CardSeverity.Waiting : CardSeverity.Neutral,
            Text = string.Create(CultureInfo.InvariantCulture, $"{now.Before:0.###} → {now.After:0.###} over {now.Pairs} pairs, evidence {now.Value:0.##}"),
            Footer = plan is null ? null : string.Create(CultureInfo.InvariantCulture, $"Better in 6 of 10 pairs is found with a chance of {plan.Power:0.00}, half of the time within {plan.Median} pairs"),
        });
    }
}

/// <summary>An experiment on requests.</summary>
internal sealed record ExperimentView(Guid Proposal, string Metric, double Share, Comparison Now, string? End, SamplePlan? Plan);
