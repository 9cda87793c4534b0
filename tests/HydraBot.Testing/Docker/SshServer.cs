using System.Diagnostics;
using System.Globalization;

namespace HydraBot.Testing.Docker;

/// <summary>A real SSH server that lets one key in, as root, and whose <c>docker</c> speaks to a given engine.</summary>
public sealed class SshServer : IAsyncDisposable
{
    private const string Program = "/usr/sbin/sshd";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("hydrabot-ssh-");
    private LocalProgram? _program;

    private SshServer()
    {
    }

    /// <summary>Of 127.0.0.1.</summary>
    public int Port { get; private set; }

    /// <summary>The key that it lets in.</summary>
    public string KeyFile => Path.Combine(_folder.FullName, "client");

    /// <summary>Its own key, by this address.</summary>
    public string KnownHostsFile => Path.Combine(_folder.FullName, "known_hosts");

    /// <summary>Starts one; skipped where there is no <c>sshd</c> or the test has no right to start it.</summary>
    public static async Task<SshServer> RequireAsync(string engine, CancellationToken cancellationToken)
    {
        Parts.Require(Environment.IsPrivilegedProcess && File.Exists(Program), "An SSH server of the test's own is started by root (apt-get install openssh-server).");
        var server = new SshServer();
        await server.StartAsync(engine, cancellationToken);
        return server;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (_program is { } running)
            await running.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private async Task StartAsync(string engine, CancellationToken cancellationToken)
    {
        var (folder, own) = (_folder.FullName, Path.Combine(_folder.FullName, "server"));
        Directory.CreateDirectory("/run/sshd");
        foreach (var file in (string[])[own, KeyFile])
        {
            using var made = Process.Start(new ProcessStartInfo("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-f", file]))!;
            await made.WaitForExitAsync(cancellationToken);
        }

        Port = LocalProgram.FreePort();
        var key = await File.ReadAllTextAsync($"{own}.pub", cancellationToken);
        await File.WriteAllTextAsync(KnownHostsFile, $"[127.0.0.1]:{Port.ToString(CultureInfo.InvariantCulture)} {key}", cancellationToken);
        var settings = Path.Combine(folder, "sshd_config");
        await File.WriteAllTextAsync(
            settings,
            $"""
            ListenAddress 127.0.0.1:{Port}
            HostKey {own}
            AuthorizedKeysFile {KeyFile}.pub
            PidFile none
            StrictModes no
            UsePAM no
            PasswordAuthentication no
            PermitRootLogin prohibit-password
            MaxStartups 100
            SetEnv DOCKER_HOST={engine}

            """,
            cancellationToken);
        _program = await LocalProgram.RequireAsync(Program, "openssh-server", "Server listening on", ["-D", "-e", "-f", settings], cancellationToken);
    }
}
