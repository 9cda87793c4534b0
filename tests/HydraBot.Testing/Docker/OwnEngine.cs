using System.Diagnostics;
using Docker.DotNet;

namespace HydraBot.Testing.Docker;

/// <summary>A Docker engine of a test's own, beside the machine's: it can be stopped and started again without harm to anybody.</summary>
public sealed class OwnEngine : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("hydrabot-engine-");
    private Process? _process;

    private readonly IReadOnlyList<string> _arguments;

    private OwnEngine(IReadOnlyList<string> arguments) => (_arguments, Client) = (arguments, new DockerClientBuilder().WithEndpoint(new Uri(Address)).Build());

    /// <summary>Where it listens.</summary>
    public string Address => $"unix://{_folder.FullName}/docker.sock";

    /// <summary>A client of it.</summary>
    public DockerClient Client { get; }

    /// <summary>Starts one; skipped where there is no <c>dockerd</c> or the test has no right to start it.</summary>
    /// <param name="cancellationToken">Ends the wait for it.</param>
    /// <param name="arguments">Further ones for <c>dockerd</c>, such as a port in its own network.</param>
    public static async Task<OwnEngine> RequireAsync(CancellationToken cancellationToken, params IReadOnlyList<string> arguments)
    {
        Parts.Require(Environment.IsPrivilegedProcess && File.Exists("/usr/sbin/dockerd"), "An engine of the test's own is started by root with dockerd (apt-get install docker.io).");
        var engine = new OwnEngine(arguments);
        await engine.StartAsync(cancellationToken);
        return engine;
    }

    /// <summary>Starts it, again where it was stopped, and waits until it answers.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var folder = _folder.FullName;
        // In a network of its own: an engine that is told to have no bridge takes the machine's away.
        var start = new ProcessStartInfo("/usr/bin/unshare") { RedirectStandardError = true, RedirectStandardOutput = true };
        foreach (var argument in (string[])
            ["--net", "sh", "-c", "busybox ip link set lo up; exec /usr/sbin/dockerd \"$@\"", "dockerd", "--host", Address, "--data-root", $"{folder}/data", "--exec-root", $"{folder}/run", "--pidfile", $"{folder}/pid", "--bridge", "none", "--iptables=false", .. _arguments])
            start.ArgumentList.Add(argument);
        _process = Process.Start(start)!;
        var ready = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var last = "";
        _process.OutputDataReceived += (_, _) => { };
        _process.ErrorDataReceived += (_, line) =>
        {
            last = line.Data ?? last;
            if (line.Data is null)
                ready.TrySetException(new InvalidOperationException($"dockerd ended: {last}"));
            else if (line.Data.Contains("API listen on", StringComparison.Ordinal))
                ready.TrySetResult();
        };
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        await ready.Task.WaitAsync(TimeSpan.FromMinutes(1), cancellationToken);
    }

    /// <summary>Stops it as a service is stopped, and waits until it is gone.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (_process is not { } running)
            return;
        using var term = Process.Start("kill", ["-TERM", $"{running.Id}"]);
        await running.WaitForExitAsync(cancellationToken);
        running.Dispose();
        _process = null;
    }

    /// <summary>Where a program in the engine's own network is reached from here, by as many programs as there are connections.</summary>
    public PortIntoNetwork Forward(int port) => new(_process!.Id, port);

    /// <summary>Copies an image from the machine's engine.</summary>
    public async Task TakeImageAsync(string name, CancellationToken cancellationToken)
    {
        using var machine = new DockerClientBuilder().WithEndpoint(new Uri(TestContainers.Address)).Build();
        await using var saved = await machine.Images.SaveImageAsync(name, cancellationToken);
        await Client.Images.LoadImageAsync(new(), saved, new Progress<global::Docker.DotNet.Models.JSONMessage>(), cancellationToken);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await StopAsync(CancellationToken.None);
        Client.Dispose();
        _folder.Delete(recursive: true);
    }
}
