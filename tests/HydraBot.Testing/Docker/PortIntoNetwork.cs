using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace HydraBot.Testing.Docker;

/// <summary>A port of this machine behind which is a port of another network namespace.</summary>
public sealed class PortIntoNetwork : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly Task _accepting;
    private readonly int _process, _port;

    internal PortIntoNetwork(int process, int port)
    {
        (_process, _port) = (process, port);
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _accepting = AcceptAsync();
    }

    /// <summary>Of 127.0.0.1 here.</summary>
    public int Port { get; }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Dispose();
        await _accepting;
        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        var open = new List<Task>();
        try
        {
            while (true)
                open.Add(CarryAsync(await _listener.AcceptTcpClientAsync(_end.Token)));
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(open);
        }
    }

    private async Task CarryAsync(TcpClient client)
    {
        using var connection = client;
        var start = new ProcessStartInfo("nsenter", [$"--net=/proc/{_process}/ns/net", "busybox", "nc", "127.0.0.1", $"{_port}"]) { RedirectStandardInput = true, RedirectStandardOutput = true };
        using var program = Process.Start(start)!;
        try
        {
            await using var stream = connection.GetStream();
            await Task.WhenAny(stream.CopyToAsync(program.StandardInput.BaseStream, _end.Token), program.StandardOutput.BaseStream.CopyToAsync(stream, _end.Token));
        }
        finally
        {
            program.Kill();
        }
    }
}
