using HydraBot.Governance;

namespace HydraBot.Fleet.Engine;

/// <summary>The engine that runs the containers. Looking is free; whatever has an effect takes a <see cref="Clearance"/>.</summary>
/// <remarks>Every call throws <see cref="Governance.Operations.OperationException"/> with a sentence for people when the engine does not answer or says no.</remarks>
internal interface IContainerEngine
{
    /// <summary>Where the engine is, for people.</summary>
    string Address { get; }

    /// <summary>All containers, stopped ones too.</summary>
    Task<IReadOnlyList<Container>> ListAsync(CancellationToken cancellationToken);

    /// <summary>All containers, and which hosts do not answer; a host that does not is no failure.</summary>
    /// <param name="patience">How long is waited for each host; null for as long as its own limit lets.</param>
    /// <param name="cancellationToken">Ends it.</param>
    async Task<FleetSight> SeeAsync(TimeSpan? patience, CancellationToken cancellationToken)
    {
        try
        {
            return new FleetSight(await ListAsync(cancellationToken), [], IsBlind: false);
        }
        catch (Governance.Operations.OperationException silence)
        {
            return new FleetSight([], [new SilentEngine(null, silence.Message)], IsBlind: true);
        }
    }

    /// <summary>One container, closely.</summary>
    Task<ContainerDetail> InspectAsync(string id, CancellationToken cancellationToken);

    /// <summary>The last lines of a container's output, both streams, in the order in which the engine has them.</summary>
    Task<ContainerOutput> ReadOutputAsync(string id, int lines, DateTimeOffset? since, CancellationToken cancellationToken);

    /// <summary>Tells of what a container writes, piece by piece, until it ends, the engine goes away or the token says so.</summary>
    /// <param name="id">Which.</param>
    /// <param name="lines">So many of before come first.</param>
    /// <param name="wrote">Told of each piece, in order.</param>
    /// <param name="cancellationToken">Ends it.</param>
    Task FollowAsync(string id, int lines, Action<string> wrote, CancellationToken cancellationToken);

    /// <summary>When the image was made that a container runs; null where that is not told.</summary>
    Task<DateTimeOffset?> ImageMadeAsync(string id, CancellationToken cancellationToken);

    /// <summary>What a container has used so far.</summary>
    Task<ContainerUsage> UsageAsync(string id, CancellationToken cancellationToken);

    /// <summary>Stops a container, gently at first, and starts it again; returns when it was started.</summary>
    Task RestartAsync(Clearance clearance, string id, CancellationToken cancellationToken);

    /// <summary>Starts a container that does not run.</summary>
    Task StartAsync(Clearance clearance, string id, CancellationToken cancellationToken);

    /// <summary>Stops a container, gently at first; returns when it has ended.</summary>
    Task StopAsync(Clearance clearance, string id, CancellationToken cancellationToken);

    /// <summary>Listens until the token says otherwise, or the engine goes away.</summary>
    /// <param name="since">What happened after it is told first, as far as the engine remembers.</param>
    /// <param name="heard">Told of starts, ends and stops, in order.</param>
    /// <param name="cancellationToken">Ends it.</param>
    Task ListenAsync(DateTimeOffset since, Action<EngineEvent> heard, CancellationToken cancellationToken);
}
