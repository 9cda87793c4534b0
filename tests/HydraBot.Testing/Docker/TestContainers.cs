using Docker.DotNet;
using Docker.DotNet.Models;

namespace HydraBot.Testing.Docker;

/// <summary>Real containers for a test: with names of their own, without a network, and gone when the test is.</summary>
public sealed class TestContainers : IAsyncDisposable
{
    /// <summary>Every container of a test bears this label, so that a killed run's leftovers can be found.</summary>
    public const string Label = "hydrabot.test";

    private readonly DockerClient _engine;
    private readonly List<string> _ids = [];

    private TestContainers(DockerClient engine) => _engine = engine;

    /// <summary>Where the engine is.</summary>
    public static string Address { get; } = Environment.GetEnvironmentVariable("DOCKER_HOST") is { Length: > 0 } host ? host : "unix:///var/run/docker.sock";

    /// <summary>Unlike that of any other test, on this engine and at this time.</summary>
    public string Prefix { get; } = $"hydra{Guid.CreateVersion7().ToString("N")[^8..]}";

    /// <summary>The engine, with the image that <see cref="RunAsync"/> uses; without an engine the test is skipped.</summary>
    public static async Task<TestContainers> RequireAsync(CancellationToken cancellationToken)
    {
        Parts.Require(BusyboxImage.CanBeMade, "There is no /bin/busybox to make a container image of (apt-get install busybox-static).");
        var engine = new DockerClientBuilder().WithEndpoint(new Uri(Address)).Build();
        try
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            patience.CancelAfter(TimeSpan.FromSeconds(10));
            await engine.System.PingAsync(patience.Token);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or OperationCanceledException or AggregateException or DockerApiException)
        {
            engine.Dispose();
            Parts.Require(false, $"No Docker engine answers at {Address}: {exception.GetBaseException().Message}");
        }

        await BusyboxImage.EnsureAsync(engine, cancellationToken);
        return new TestContainers(engine);
    }

    /// <summary>Starts a container and returns its name.</summary>
    /// <param name="name">Appended to <see cref="Prefix"/>.</param>
    /// <param name="script">For the shell.</param>
    /// <param name="healthcheck">A shell command, tried every second, unhealthy at its second failure.</param>
    /// <param name="terminal">With a terminal, so that its output is one raw stream.</param>
    /// <param name="restart">Its restart policy.</param>
    /// <param name="heal">False where a house that heals this engine shall let it be.</param>
    /// <param name="labels">Labels beside the test's own.</param>
    /// <param name="volume">Where a volume without a name is mounted.</param>
    /// <param name="change">Changes what is asked of the engine, such as the network, which is none otherwise.</param>
    /// <param name="cancellationToken">Ends the wait for the engine.</param>
    public async Task<string> RunAsync(
        string name,
        string script,
        string? healthcheck = null,
        bool terminal = false,
        RestartPolicyKind restart = RestartPolicyKind.No,
        bool heal = false,
        IReadOnlyDictionary<string, string>? labels = null,
        string? volume = null,
        Action<CreateContainerParameters>? change = null,
        CancellationToken cancellationToken = default)
    {
        var own = new Dictionary<string, string>(labels ?? new Dictionary<string, string>()) { [Label] = Prefix };
        if (!heal)
            own["hydrabot.heal"] = "false";
        var wanted = new CreateContainerParameters
        {
            Name = $"{Prefix}-{name}",
            Image = BusyboxImage.Name,
            Cmd = [script],
            Tty = terminal,
            Labels = own,
            Volumes = volume is null ? new Dictionary<string, EmptyStruct>() : new Dictionary<string, EmptyStruct> { [volume] = default },
            Healthcheck = healthcheck is null ? null : new HealthcheckConfig
            {
                Test = ["CMD", "/bin/sh", "-c", healthcheck],
                Interval = TimeSpan.FromSeconds(1),
                Timeout = TimeSpan.FromSeconds(5),
                Retries = 2,
            },
            HostConfig = new HostConfig
            {
                NetworkMode = "none",
                RestartPolicy = new RestartPolicy { Name = restart },
                Memory = 32 * 1024 * 1024,
            },
        };
        change?.Invoke(wanted);
        var created = await _engine.Containers.CreateContainerAsync(wanted, cancellationToken);
        _ids.Add(created.ID);
        await _engine.Containers.StartContainerAsync(created.ID, new ContainerStartParameters(), cancellationToken);
        return $"{Prefix}-{name}";
    }

    /// <summary>Makes a network, which is removed with the containers.</summary>
    /// <param name="name">Appended to <see cref="Prefix"/>.</param>
    /// <param name="isInternal">Without a way out.</param>
    /// <param name="subnet">Such as <c>10.0.0.0/24</c>; the engine's choice where it is null.</param>
    /// <param name="cancellationToken">Ends the wait for the engine.</param>
    public async Task<string> MakeNetworkAsync(string name, bool isInternal = false, string? subnet = null, CancellationToken cancellationToken = default)
    {
        await _engine.Networks.CreateNetworkAsync(
            new NetworksCreateParameters
            {
                Name = $"{Prefix}-{name}",
                Driver = "bridge",
                Internal = isInternal,
                Labels = new Dictionary<string, string> { [Label] = Prefix },
                IPAM = subnet is null ? null! : new IPAM { Driver = "default", Config = [new IPAMConfig { Subnet = subnet }] },
            },
            cancellationToken);
        return $"{Prefix}-{name}";
    }

    /// <summary>Puts a container on one more network.</summary>
    public Task ConnectAsync(string name, string network, CancellationToken cancellationToken) =>
        _engine.Networks.ConnectNetworkAsync(network, new NetworkConnectParameters { Container = name }, cancellationToken);

    /// <summary>Runs a program of busybox in one, and says whether it ended well.</summary>
    public async Task<bool> TryAsync(string name, string[] applet, CancellationToken cancellationToken)
    {
        var made = await _engine.Exec.CreateContainerExecAsync(name, new ContainerExecCreateParameters { Cmd = ["/bin/busybox", .. applet], AttachStdout = true, AttachStderr = true }, cancellationToken);
        using (var stream = await _engine.Exec.StartContainerExecAsync(made.ID, new ContainerExecStartParameters(), cancellationToken))
            await stream.ReadOutputToEndAsync(cancellationToken);
        return (await _engine.Exec.InspectContainerExecAsync(made.ID, cancellationToken)).ExitCode == 0;
    }

    /// <summary>The names of the networks that belong to this test, its own and those that the product made.</summary>
    public async Task<IReadOnlyList<string>> NetworksAsync(CancellationToken cancellationToken) =>
        [.. (await _engine.Networks.ListNetworksAsync(new NetworksListParameters(), cancellationToken)).Select(network => network.Name!).Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    /// <summary>What the engine knows of one.</summary>
    public Task<ContainerInspectResponse> InspectAsync(string name, CancellationToken cancellationToken) =>
        _engine.Containers.InspectContainerAsync(name, cancellationToken);

    /// <summary>Ends the process of one with SIGKILL, as an accident does.</summary>
    public Task KillAsync(string name, CancellationToken cancellationToken) => _engine.Containers.KillContainerAsync(name, new ContainerKillParameters { Signal = "KILL" }, cancellationToken);

    /// <summary>Stops one, as a person does.</summary>
    public Task StopAsync(string name, CancellationToken cancellationToken) => _engine.Containers.StopContainerAsync(name, new ContainerStopParameters { WaitBeforeKillSeconds = 1 }, cancellationToken);

    /// <summary>Waits for the engine's word that the healthcheck of one says this.</summary>
    public Task UntilAsync(string name, string health, CancellationToken cancellationToken) =>
        HearAsync("container", name, "health_status", message => message.Action?.EndsWith($": {health}", StringComparison.Ordinal) == true, cancellationToken);

    /// <summary>Waits for the engine's word that somebody was connected to a network.</summary>
    public Task UntilJoinedAsync(string network, CancellationToken cancellationToken) => HearAsync("network", network, "connect", _ => true, cancellationToken);

    private async Task HearAsync(string kind, string name, string happening, Predicate<Message> isIt, CancellationToken cancellationToken)
    {
        // With those that the engine remembers, so that it does not matter which is first: the event or the question.
        using var heard = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var listening = _engine.System.MonitorEventsAsync(
            new ContainerEventsParameters
            {
                Since = "1",
                Filters = new Dictionary<string, IDictionary<string, bool>>
                {
                    [kind] = new Dictionary<string, bool> { [name] = true },
                    ["event"] = new Dictionary<string, bool> { [happening] = true },
                },
            },
            new Heard(isIt, heard),
            heard.Token);
        try
        {
            await listening;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // Heard.
        }
    }

    /// <summary>Removes an image that the product built in a test.</summary>
    public async Task ForgetImageAsync(string name)
    {
        try
        {
            await _engine.Images.DeleteImageAsync(name, new ImageDeleteParameters { Force = true }, CancellationToken.None);
        }
        catch (DockerImageNotFoundException)
        {
            // It was never built.
        }
    }

    /// <summary>Waits until the process of one has ended.</summary>
    public Task WaitAsync(string name, CancellationToken cancellationToken) => _engine.Containers.WaitContainerAsync(name, cancellationToken);

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        // What the product made anew in a test's place bears its labels too, under another id.
        var labelled = await _engine.Containers.ListContainersAsync(
            new ContainersListParameters { All = true, Filters = new Dictionary<string, IDictionary<string, bool>> { ["label"] = new Dictionary<string, bool> { [$"{Label}={Prefix}"] = true } } });
        foreach (var id in _ids.Union(labelled.Select(container => container.ID)))
        {
            try
            {
                await _engine.Containers.RemoveContainerAsync(id, new ContainerRemoveParameters { Force = true, RemoveVolumes = true }, CancellationToken.None);
            }
            catch (DockerContainerNotFoundException)
            {
                // The test removed it itself.
            }
        }

        foreach (var network in await NetworksAsync(CancellationToken.None))
            await _engine.Networks.DeleteNetworkAsync(network, CancellationToken.None);
        _engine.Dispose();
    }

    private sealed class Heard(Predicate<Message> isIt, CancellationTokenSource heard) : IProgress<Message>
    {
        public void Report(Message value)
        {
            if (isIt(value))
                heard.Cancel();
        }
    }
}
