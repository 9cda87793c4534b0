using HydraBot.Governance;
using HydraBot.Governance.Operations;

namespace HydraBot.Fleet.Engine;

/// <summary>The engine of one host. What it tells of bears the host's name, and what it is asked about may.</summary>
/// <param name="name">Null for this machine's own.</param>
/// <param name="connection">The way there.</param>
/// <param name="time">The clock of those who are in a hurry.</param>
internal sealed class EngineHost(string? name, EngineConnection connection, TimeProvider time)
{
    private OperationException? _silence;

    public string? Name => name;

    public string Address => connection.Address;

    public EngineConnection Connection => connection;

    /// <summary>For what is asked about one container, or done to it.</summary>
    public DockerContainerEngine Engine { get; } = new(connection);

    /// <summary>Why it is not asked for the moment; null while it answers. This machine's own is always asked.</summary>
    public string? Silence => name is null || Volatile.Read(ref _silence) is not { } silence ? null : $"`{name}`: {silence.Message}";

    public async Task<IReadOnlyList<Container>> ListAsync(CancellationToken cancellationToken)
    {
        try
        {
            var containers = await Engine.ListAsync(cancellationToken);
            Volatile.Write(ref _silence, null);
            return name is null ? containers : [.. containers.Select(container => container with { Id = EngineNames.Of(container.Id, name), Name = EngineNames.Of(container.Name, name) })];
        }
        catch (OperationException silence)
        {
            Volatile.Write(ref _silence, silence);
            throw;
        }
    }

    /// <summary>Lists them, or says in a sentence why not.</summary>
    /// <param name="patience">How long is waited; null for as long as the engine's own limit lets.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<(IReadOnlyList<Container> Containers, SilentEngine? Silent)> SeeAsync(TimeSpan? patience, CancellationToken cancellationToken)
    {
        if (Silence is { } known)
            return ([], new SilentEngine(name, known));
        using var limit = new CancellationTokenSource(patience ?? Timeout.InfiniteTimeSpan, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            return (await ListAsync(either.Token), null);
        }
        catch (OperationException silence)
        {
            return ([], new SilentEngine(name, Silence ?? silence.Message));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // A look that is in a hurry says nothing about the host: the next patient one does.
            return ([], new SilentEngine(name, $"The container engine at {Address} does not answer in time: it hangs, or is very busy."));
        }
    }

    public Task ListenAsync(DateTimeOffset since, Action<EngineEvent> heard, CancellationToken cancellationToken) =>
        Engine.ListenAsync(since, happened => heard(happened with { Id = EngineNames.Of(happened.Id, name) }), cancellationToken);
}
