using Docker.DotNet;
using HydraBot.Hosting.Engines;
using Microsoft.Extensions.Options;

namespace HydraBot.Fleet.Engine;

/// <summary>The engine's API for what takes long or moves much: programs in containers, archives, volumes, disk use.</summary>
internal sealed class EngineConnection(IOptions<FleetOptions> options, TimeProvider time) : IDisposable
{
    private readonly EngineLine _line = new(options.Value.EngineAddress, "container engine", "Start Docker, or set Fleet:Engine (Fleet__Engine) to the address of your engine.");

    public DockerClient Client { get; } = new DockerClientBuilder()
        .WithEndpoint(options.Value.EngineAddress)
        .WithTimeout(Timeout.InfiniteTimeSpan) // each call has a limit of its own
        .Build();

    /// <summary>For a question that is answered at once.</summary>
    public TimeSpan Patience => options.Value.ReadTimeout;

    /// <summary>Asks, and turns what goes wrong into a sentence.</summary>
    /// <exception cref="Governance.Operations.OperationException">The engine said no, or nothing.</exception>
    public Task<T> AskAsync<T>(Func<DockerClient, CancellationToken, Task<T>> question, TimeSpan patience, CancellationToken cancellationToken) =>
        _line.AskAsync(limited => question(Client, limited), patience, time, cancellationToken);

    public Task<T> AskAsync<T>(Func<DockerClient, CancellationToken, Task<T>> question, CancellationToken cancellationToken) => AskAsync(question, Patience, cancellationToken);

    public void Dispose() => Client.Dispose();
}
