using System.Globalization;
using Docker.DotNet;
using Docker.DotNet.Models;
using HydraBot.Governance;

namespace HydraBot.Fleet.Engine;

/// <summary>A Docker engine, or one that speaks its API. The ids that it is asked about may bear the name of its host.</summary>
internal sealed class DockerContainerEngine(EngineConnection engine) : IContainerEngine
{
    /// <summary>The engine waits until the container has ended: by its own stop time-out, which a database may have set to minutes.</summary>
    private static readonly TimeSpan StopPatience = TimeSpan.FromMinutes(4);

    public string Address => engine.Address;

    public Task<IReadOnlyList<Container>> ListAsync(CancellationToken cancellationToken) => engine.AskAsync<IReadOnlyList<Container>>(
        async (client, limited) =>
        {
            var containers = await client.Containers.ListContainersAsync(new ContainersListParameters { All = true }, limited);
            return [.. containers.Select(DockerShapes.Read)];
        },
        engine.Patience,
        cancellationToken);

    public Task<ContainerDetail> InspectAsync(string id, CancellationToken cancellationToken) => engine.AskAsync(
        async (client, limited) => DockerShapes.Read(await client.Containers.InspectContainerAsync(Bare(id), limited)), engine.Patience, cancellationToken);

    public Task<DateTimeOffset?> ImageMadeAsync(string id, CancellationToken cancellationToken) => engine.AskAsync<DateTimeOffset?>(
        async (client, limited) =>
        {
            var image = (await client.Containers.InspectContainerAsync(Bare(id), limited)).Image;
            try
            {
                return (await client.Images.InspectImageAsync(image, limited)).Created is { Year: > 1 } made ? new DateTimeOffset(made.ToUniversalTime()) : null;
            }
            catch (DockerImageNotFoundException)
            {
                // A container may outlive its image.
                return null;
            }
        },
        engine.Patience,
        cancellationToken);

    public Task<ContainerOutput> ReadOutputAsync(string id, int lines, DateTimeOffset? since, CancellationToken cancellationToken) => engine.AskAsync(
        async (client, limited) =>
        {
            using var stream = await client.Containers.GetContainerLogsAsync(Bare(id), new ContainerLogsParameters
            {
                ShowStdout = true,
                ShowStderr = true,
                Tail = lines.ToString(CultureInfo.InvariantCulture),
                Since = since?.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
            }, limited);
            return await OutputReader.ReadAsync(stream, limited);
        },
        engine.Patience,
        cancellationToken);

    public Task FollowAsync(string id, int lines, Action<string> wrote, CancellationToken cancellationToken) => engine.AskAsync(
        async (client, limited) =>
        {
            using var stream = await client.Containers.GetContainerLogsAsync(
                Bare(id), new ContainerLogsParameters { ShowStdout = true, ShowStderr = true, Follow = true, Tail = lines.ToString(CultureInfo.InvariantCulture) }, limited);
            await OutputReader.FollowAsync(stream, wrote, limited);
            return true;
        },
        Timeout.InfiniteTimeSpan,
        cancellationToken);

    public Task<ContainerUsage> UsageAsync(string id, CancellationToken cancellationToken) => engine.AskAsync(
        async (client, limited) =>
        {
            ContainerUsage? usage = null;
            await client.Containers.GetContainerStatsAsync(
                Bare(id), new ContainerStatsParameters { Stream = false, OneShot = true }, new StatsProgress(stats => usage = DockerShapes.Read(stats)), limited);
            return usage ?? new ContainerUsage(0, 0, 0, 0);
        },
        engine.Patience,
        cancellationToken);

    public Task RestartAsync(Clearance clearance, string id, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(clearance);
        return engine.AskAsync(
            async (client, limited) =>
            {
                await client.Containers.RestartContainerAsync(Bare(id), new ContainerRestartParameters(), limited);
                return true;
            },
            StopPatience,
            cancellationToken);
    }

    public Task StartAsync(Clearance clearance, string id, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(clearance);
        return engine.AskAsync((client, limited) => client.Containers.StartContainerAsync(Bare(id), new ContainerStartParameters(), limited), StopPatience, cancellationToken);
    }

    public Task StopAsync(Clearance clearance, string id, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(clearance);
        return engine.AskAsync((client, limited) => client.Containers.StopContainerAsync(Bare(id), new ContainerStopParameters(), limited), StopPatience, cancellationToken);
    }

    public Task ListenAsync(DateTimeOffset since, Action<EngineEvent> heard, CancellationToken cancellationToken) => engine.AskAsync(
        async (client, limited) =>
        {
            await client.System.MonitorEventsAsync(
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

    private static string Bare(string id) => EngineNames.Bare(id);

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
