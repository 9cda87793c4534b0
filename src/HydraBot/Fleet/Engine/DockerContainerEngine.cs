using System.Globalization;
using Docker.DotNet;
using Docker.DotNet.Models;
using HydraBot.Governance;
using HydraBot.Hosting.Engines;
using Microsoft.Extensions.Options;

namespace HydraBot.Fleet.Engine;

/// <summary>A Docker engine (or one that speaks its API), over its socket.</summary>
internal sealed class DockerContainerEngine(IOptions<FleetOptions> options, TimeProvider time) : IContainerEngine, IDisposable
{
    /// <summary>The engine waits until the container has ended: by its own stop time-out, which a database may have set to minutes.</summary>
    private static readonly TimeSpan StopPatience = TimeSpan.FromMinutes(4);

    private readonly TimeSpan _patience = options.Value.ReadTimeout;
    private readonly EngineLine _line = new(options.Value.EngineAddress, "container engine", "Start Docker, or set Fleet:Engine (Fleet__Engine) to the address of your engine.");
    private readonly DockerClient _client = new DockerClientBuilder()
        .WithEndpoint(options.Value.EngineAddress)
        .WithTimeout(Timeout.InfiniteTimeSpan) // each call has a limit of its own
        .Build();

    public string Address => _line.Address.OriginalString;

    public Task<IReadOnlyList<Container>> ListAsync(CancellationToken cancellationToken) => AskAsync<IReadOnlyList<Container>>(
        async limited =>
        {
            var containers = await _client.Containers.ListContainersAsync(new ContainersListParameters { All = true }, limited);
            return [.. containers.Select(DockerShapes.Read)];
        },
        _patience,
        cancellationToken);

    public Task<ContainerDetail> InspectAsync(string id, CancellationToken cancellationToken) => AskAsync(
        async limited => DockerShapes.Read(await _client.Containers.InspectContainerAsync(id, limited)), _patience, cancellationToken);

    public Task<ContainerOutput> ReadOutputAsync(string id, int lines, DateTimeOffset? since, CancellationToken cancellationToken) => AskAsync(
        async limited =>
        {
            using var stream = await _client.Containers.GetContainerLogsAsync(id, new ContainerLogsParameters
            {
                ShowStdout = true,
                ShowStderr = true,
                Tail = lines.ToString(CultureInfo.InvariantCulture),
                Since = since?.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
            }, limited);
            return await OutputReader.ReadAsync(stream, limited);
        },
        _patience,
        cancellationToken);

    public Task<ContainerUsage> UsageAsync(string id, CancellationToken cancellationToken) => AskAsync(
        async limited =>
        {
            ContainerUsage? usage = null;
            await _client.Containers.GetContainerStatsAsync(
                id, new ContainerStatsParameters { Stream = false, OneShot = true }, new StatsProgress(stats => usage = DockerShapes.Read(stats)), limited);
            return usage ?? new ContainerUsage(0, 0, 0, 0);
        },
        _patience,
        cancellationToken);

    public Task RestartAsync(Clearance clearance, string id, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(clearance);
        return AskAsync(
            async limited =>
            {
                await _client.Containers.RestartContainerAsync(id, new ContainerRestartParameters(), limited);
                return true;
            },
            StopPatience,
            cancellationToken);
    }

    public Task StartAsync(Clearance clearance, string id, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(clearance);
        return AskAsync(limited => _client.Containers.StartContainerAsync(id, new ContainerStartParameters(), limited), StopPatience, cancellationToken);
    }

    public Task StopAsync(Clearance clearance, string id, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(clearance);
        return AskAsync(limited => _client.Containers.StopContainerAsync(id, new ContainerStopParameters(), limited), StopPatience, cancellationToken);
    }

    public Task ListenAsync(DateTimeOffset since, Action<EngineEvent> heard, CancellationToken cancellationToken) => AskAsync(
        async limited =>
        {
            await _client.System.MonitorEventsAsync(
                new ContainerEventsParameters
                {
                    Since = since.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
                    Filters = new Dictionary<string, IDictionary<string, bool>>
                    {
                        ["type"] = new Dictionary<string, bool> { ["container"] = true },
                        ["event"] = new Dictionary<string, bool> { ["start"] = true, ["die"] = true, ["stop"] = true, ["destroy"] = true },
                    },
                },
                new EventProgress(heard),
                limited);
            return true;
        },
        Timeout.InfiniteTimeSpan,
        cancellationToken);

    public void Dispose() => _client.Dispose();

    private Task<T> AskAsync<T>(Func<CancellationToken, Task<T>> question, TimeSpan patience, CancellationToken cancellationToken) => _line.AskAsync(question, patience, time, cancellationToken);

    /// <summary>Unlike <see cref="Progress{T}"/>, in order and at once.</summary>
    private sealed class EventProgress(Action<EngineEvent> heard) : IProgress<Message>
    {
        public void Report(Message value)
        {
            if (DockerShapes.Read(value) is { } read)
                heard(read);
        }
    }

    private sealed class StatsProgress(Action<ContainerStatsResponse> heard) : IProgress<ContainerStatsResponse>
    {
        public void Report(ContainerStatsResponse value) => heard(value);
    }
}
