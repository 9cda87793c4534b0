using System.Globalization;
using HydraBot.Governance.Audit;
using HydraBot.Governance.Operations;
using HydraBot.Improvement.Proposals;
using HydraBot.Improvement.Statistics;
using HydraBot.Improvement.Testing;

namespace HydraBot.Improvement.Experiments;

/// <summary>Writes down what came of experiments on requests.</summary>
internal sealed partial class ExperimentLoop(Experiments experiments, ProposalStore proposals, AuditScribe scribe, TimeProvider time, ILogger<ExperimentLoop> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await foreach (var experiment in experiments.Finished.ReadAllAsync(stoppingToken))
                await WriteAsync(experiment, stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // What ends with the house was not clear.
        }
    }

    private async Task WriteAsync(TrafficExperiment experiment, CancellationToken cancellationToken)
    {
        try
        {
            if (await proposals.FindAsync(experiment.Id, cancellationToken) is not { } proposal)
                return;
            var found = experiment.Read();
            var evidence = proposal.Evidence ?? new Evidence();
            var reason = string.Create(CultureInfo.InvariantCulture, $"On requests, {found.Suite} went from {found.Before:0.###} to {found.After:0.###} over {found.Pairs} pairs (evidence {found.Value:0.##}): {experiment.End}");
            var entry = scribe.At(Door.Schedule, AuditKind.Outcome, null, $"experiment-{proposal.Id:N}", "experiment ended", reason);
            // Harm on real requests outweighs what benchmarks said.
            var state = found.Verdict == SequentialVerdict.Harmful && proposal.State == ProposalState.Validated ? ProposalState.Rejected : proposal.State;
            await proposals.MoveAsync(
                proposal, proposal with { State = state, Evidence = evidence with { Traffic = [.. evidence.Traffic, found], Reasons = [.. evidence.Reasons, reason] } },
                new ProposalStep("HydraBot", reason, time.GetUtcNow(), entry), cancellationToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            LogLost(exception);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "What came of an experiment on requests could not be written down")]
    private partial void LogLost(Exception exception);
}
