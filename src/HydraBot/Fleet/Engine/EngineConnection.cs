using Docker.DotNet;
using HydraBot.Hosting.Engines;

namespace HydraBot.Fleet.Engine;

/// <summary>One engine's line and client, which everything that asks it goes through.</summary>
/// <param name="route">The way there.</param>
/// <param name="advice">What to do when nobody answers there.</param>
/// <param name="patience">For a question that is answered at once.</param>
/// <param name="time">The clock of its limits.</param>
internal sealed class EngineConnection(EngineRoute route, string advice, TimeSpan patience, TimeProvider time) : IDisposable
{
    private readonly EngineLine _line = new(route.Address, "container engine", advice);

    public string Address => route.Address.OriginalString;

    public DockerClient Client { get; } = route.OpenClient();

    /// <summary>For a question that is answered at once.</summary>
    public TimeSpan Patience => patience;

    /// <summary>Plain HTTP to the same engine.</summary>
    public HttpClient OpenHttp(TimeSpan limit) => route.OpenHttp(limit);

    /// <summary>What went wrong, as a sentence.</summary>
    public Governance.Operations.OperationException Explain(Exception exception) => _line.Explain(exception);

    /// <summary>Asks, and turns what goes wrong into a sentence.</summary>
    /// <exception cref="Governance.Operations.OperationException">The engine said no, or nothing.</exception>
    public Task<T> AskAsync<T>(Func<DockerClient, CancellationToken, Task<T>> question, TimeSpan limit, CancellationToken cancellationToken) =>
        _line.AskAsync(limited => question(Client, limited), limit, time, cancellationToken);

    public Task<T> AskAsync<T>(Func<DockerClient, CancellationToken, Task<T>> question, CancellationToken cancellationToken) => AskAsync(question, Patience, cancellationToken);

    public void Dispose() => Client.Dispose();
}
