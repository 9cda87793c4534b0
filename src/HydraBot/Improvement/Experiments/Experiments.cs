using System.Threading.Channels;
using HydraBot.Governance;
using HydraBot.Governance.Emergency;
using HydraBot.Governance.Operations;
using HydraBot.Hosting.Tuning;
using HydraBot.Improvement.Proposals;
using HydraBot.Improvement.Statistics;
using Microsoft.Extensions.Options;

namespace HydraBot.Improvement.Experiments;

/// <summary>
/// Runs one experiment on requests at a time, and writes down what came of it. A restart ends one: requests then all get what is in force, which is
/// always safe.
/// </summary>
internal sealed class Experiments(Tuning tuning, ProposalDesk desk, EmergencyStop stop, IOptions<ImprovementOptions> options, TimeProvider time) : IDisposable
{
    private readonly Channel<TrafficExperiment> _ended = Channel.CreateUnbounded<TrafficExperiment>();
    private CancellationTokenRegistration _stopped;

    /// <summary>Those that ended, for whoever writes them down.</summary>
    public ChannelReader<TrafficExperiment> Finished => _ended.Reader;

    public TrafficExperiment? Running => tuning.Split as TrafficExperiment;

    /// <summary>The stated error rate, the least gain that counts, and how much worse is harm.</summary>
    public SequentialPlan Statistics => new(options.Value.ErrorRate, options.Value.MinimumEffect, options.Value.HarmMargin, options.Value.MostPairs);

    /// <summary>What an experiment would look at: known before it begins.</summary>
    /// <exception cref="OperationException">Requests do not show the change in that metric.</exception>
    public TrafficPlan Plan(Proposal proposal, string? metric, double share)
    {
        var now = tuning.Current;
        var after = now.With(now.Version, desk.Values(proposal));
        return TrafficPlan.Of(now.Catalog, now.Catalog.All.Where(tunable => now[tunable] != after[tunable]).Select(tunable => tunable.Name), metric, share);
    }

    /// <summary>Begins to split requests between what is in force and a proposal.</summary>
    /// <exception cref="OperationException">Another one runs, or the proposal was not validated.</exception>
    public TrafficExperiment Begin(Clearance clearance, Proposal proposal, TrafficPlan plan, TimeSpan length)
    {
        ArgumentNullException.ThrowIfNull(clearance);
        if (proposal is not { State: ProposalState.Validated, Kind: not ProposalKind.Code })
            throw new OperationException($"Proposal {proposal.Number} is {proposal.State}; requests are split for a validated one that is no code.");
        var now = tuning.Current;
        var experiment = new TrafficExperiment(proposal.Id, now.With(now.Version, desk.Values(proposal)), plan, Statistics, Ended);
        if (!tuning.TryBegin(experiment))
            throw new OperationException("An experiment on requests runs already; one at a time.");
        _stopped.Dispose();
        _stopped = stop.Running.Register(() => experiment.Stop("The emergency stop was pulled."));
        _ = new Timeout(experiment, length, time);
        return experiment;
    }

    public void Dispose() => _stopped.Dispose();

    private void Ended(TrafficExperiment experiment)
    {
        tuning.End(experiment);
        _ended.Writer.TryWrite(experiment);
    }

    /// <summary>Ends an experiment when its time is over; it lives as long as its timer does.</summary>
    private sealed class Timeout
    {
        private readonly ITimer _timer;

        public Timeout(TrafficExperiment experiment, TimeSpan length, TimeProvider time) => _timer = time.CreateTimer(
            _ =>
            {
                experiment.Stop("Its time was over.");
                _timer?.Dispose();
            },
            null, length, System.Threading.Timeout.InfiniteTimeSpan);
    }
}
