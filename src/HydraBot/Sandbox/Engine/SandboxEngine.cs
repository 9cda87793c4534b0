using System.Globalization;
using System.Security.Cryptography;
using Docker.DotNet;
using Docker.DotNet.Models;
using HydraBot.Governance.Operations;
using HydraBot.Hosting.Engines;
using HydraBot.Sandbox.Image;
using Microsoft.Extensions.Options;

namespace HydraBot.Sandbox.Engine;

/// <summary>The container engine, as the sandbox needs it: workers, images, and what is left over.</summary>
/// <remarks>Every call throws <see cref="OperationException"/> with a sentence for people when the engine does not answer or says no.</remarks>
internal sealed class SandboxEngine(IOptions<SandboxOptions> options, SandboxAssets assets, HouseMark house, LiveWorkers live, TimeProvider time) : IDisposable
{
    /// <summary>A busy machine takes seconds to start a container.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan ShortPatience = TimeSpan.FromSeconds(10);

    private readonly EngineLine _line = options.Value.EngineLine;
    private readonly DockerClient _client = new DockerClientBuilder()
        .WithEndpoint(options.Value.EngineAddress)
        .WithTimeout(Timeout.InfiniteTimeSpan) // each call has a limit of its own
        .Build();

    /// <summary>Where it is, for people.</summary>
    public string Address => _line.Address.OriginalString;

    /// <summary>What the engine says of itself, and the runtime that is used there.</summary>
    public Task<EngineFacts> LookAsync(CancellationToken cancellationToken) => AskAsync(
        async limited =>
        {
            var info = await _client.System.GetSystemInfoAsync(limited);
            string[] runtimes = [.. (info.Runtimes?.Keys ?? []).Order(StringComparer.Ordinal)];
            var security = info.SecurityOptions ?? [];
            return new EngineFacts(
                info.ID ?? "",
                $"Docker {info.ServerVersion}",
                info.KernelVersion ?? "",
                options.Value.Runtime ?? runtimes.FirstOrDefault(EngineFacts.IsVirtual) ?? info.DefaultRuntime ?? "runc",
                runtimes,
                info.CgroupVersion is { Length: > 0 } version ? version : "1",
                security.Any(option => option.Contains("userns", StringComparison.Ordinal)),
                security.Any(option => option.Contains("apparmor", StringComparison.Ordinal)));
        },
        ShortPatience,
        cancellationToken);

    /// <summary>Starts a container whose worker waits for a job.</summary>
    public async Task<SandboxWorker> StartAsync(WorkerOrder order, EngineFacts facts, CancellationToken cancellationToken)
    {
        var name = $"hydrabot-sandbox-{RandomNumberGenerator.GetHexString(16, lowercase: true)}";
        var shape = ContainerShape.Of(order, options.Value, assets, facts, new ContainerMark(name, house.Id, time.GetUtcNow() + order.Lifetime));
        live.Add(name);
        MultiplexedStream? stream = null;
        try
        {
            // Not cut off by the caller: a request that is given up half-way may still make a container, after it was looked for in vain.
            var created = await AskAsync(limited => _client.Containers.CreateContainerAsync(shape, limited), Patience, CancellationToken.None);
            cancellationToken.ThrowIfCancellationRequested();
            stream = await AskAsync(
                limited => _client.Containers.AttachContainerAsync(
                    created.ID, new ContainerAttachParameters { Stream = true, Stdin = true, Stdout = true, Stderr = true }, limited),
                Patience,
                cancellationToken);
            await AskAsync(
                async limited => await _client.Containers.StartContainerAsync(created.ID, new ContainerStartParameters(), limited), Patience, cancellationToken);
            var worker = new SandboxWorker(created.ID, name, order, stream, this, time);
            await worker.UntilReadyAsync(cancellationToken);
            return worker;
        }
        catch
        {
            // A request that was cut off may have reached the engine all the same, so it is taken away by its name.
            stream?.Dispose();
            await TryRemoveAsync(name);
            throw;
        }
    }

    /// <summary>A worker is out of our hands: what is left of its container is anybody's.</summary>
    public void LetGo(string name) => live.Remove(name);

    /// <summary>Kills a container and takes it away; one that is gone is fine. Not cancelled by whoever asked: a container that was started is ended.</summary>
    public async Task RemoveAsync(string id)
    {
        await AskAsync(
            async limited =>
            {
                try
                {
                    await _client.Containers.RemoveContainerAsync(id, new ContainerRemoveParameters { Force = true, RemoveVolumes = true }, limited);
                }
                catch (DockerContainerNotFoundException)
                {
                    // It removed itself when its program ended.
                }
                catch (DockerApiException busy) when (busy.StatusCode == System.Net.HttpStatusCode.Conflict)
                {
                    // Its own end takes it away at this moment.
                }

                return true;
            },
            Patience,
            CancellationToken.None);
        await AskAsync(limited => UntilGoneAsync(id, limited), Patience, CancellationToken.None);
    }

    /// <summary>True when the kernel ended a process of a container for want of memory; engines remember it after the container is gone.</summary>
    public Task<bool> RanOutOfMemoryAsync(string id, DateTimeOffset since, CancellationToken cancellationToken) => AskAsync(
        async limited =>
        {
            var oom = new Seen();
            await _client.System.MonitorEventsAsync(
                new ContainerEventsParameters
                {
                    Since = (since.ToUnixTimeSeconds() - 1).ToString(CultureInfo.InvariantCulture),
                    Until = time.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
                    Filters = new Dictionary<string, IDictionary<string, bool>>
                    {
                        ["container"] = new Dictionary<string, bool> { [id] = true },
                        ["event"] = new Dictionary<string, bool> { ["oom"] = true },
                    },
                },
                oom,
                limited);
            return oom.Any;
        },
        ShortPatience,
        cancellationToken);

    /// <summary>All containers of sandboxes, of this house or any other.</summary>
    public Task<IReadOnlyList<FoundContainer>> ListAsync(CancellationToken cancellationToken) => AskAsync<IReadOnlyList<FoundContainer>>(
        async limited =>
        {
            var found = await _client.Containers.ListContainersAsync(
                new ContainersListParameters
                {
                    All = true,
                    Filters = new Dictionary<string, IDictionary<string, bool>> { ["label"] = new Dictionary<string, bool> { [SandboxLabels.House] = true } },
                },
                limited);
            return [.. found.Select(container => FoundContainer.Of(container.ID, container.Names?.FirstOrDefault()?.TrimStart('/') ?? "", container.Labels) with { Runs = container.State == "running" })];
        },
        ShortPatience,
        cancellationToken);

    /// <summary>How the engine holds a container, as it answers itself.</summary>
    public Task<ContainerInspectResponse> InspectAsync(string id, CancellationToken cancellationToken) =>
        AskAsync(limited => _client.Containers.InspectContainerAsync(id, limited), ShortPatience, cancellationToken);

    /// <summary>An image by name or id; null when the engine has none such.</summary>
    public Task<ImageInspectResponse?> FindImageAsync(string name, CancellationToken cancellationToken) => AskAsync(
        async limited =>
        {
            try
            {
                return await _client.Images.InspectImageAsync(name, limited);
            }
            catch (DockerImageNotFoundException)
            {
                return null;
            }
        },
        ShortPatience,
        cancellationToken);

    /// <summary>Makes an image of a tar archive.</summary>
    public Task ImportAsync(string name, Stream archive, IEnumerable<string> changes, CancellationToken cancellationToken) => AskAsync(
        async limited =>
        {
            await _client.Images.CreateImageAsync(
                new ImagesCreateParameters { FromSrc = "-", Repo = name.Split(':')[0], Tag = name.Split(':')[1], Changes = [.. changes] },
                archive, null, new Progress<JSONMessage>(), limited);
            return true;
        },
        TimeSpan.FromMinutes(30),
        cancellationToken);

    public void Dispose() => _client.Dispose();

    private async Task TryRemoveAsync(string name)
    {
        try
        {
            await RemoveAsync(name);
        }
        catch (OperationException)
        {
            // The engine went away; what it kept is found by its label later.
        }
        finally
        {
            live.Remove(name);
        }
    }

    private async Task<bool> UntilGoneAsync(string id, CancellationToken cancellationToken)
    {
        for (var pace = 5; ; pace = Math.Min(pace * 2, 200))
        {
            try
            {
                await _client.Containers.InspectContainerAsync(id, cancellationToken);
            }
            catch (DockerContainerNotFoundException)
            {
                return true;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(pace), time, cancellationToken);
        }
    }

    private Task<T> AskAsync<T>(Func<CancellationToken, Task<T>> question, TimeSpan patience, CancellationToken cancellationToken) => _line.AskAsync(question, patience, time, cancellationToken);

    private sealed class Seen : IProgress<Message>
    {
        public bool Any { get; private set; }

        public void Report(Message value) => Any = true;
    }
}
