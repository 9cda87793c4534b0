using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using HydraBot.Sandbox.Running;

namespace HydraBot.Sandbox.Egress;

/// <summary>
/// The one way out of a sandbox: an HTTP proxy of ours behind a socket in the file system, which is shown to one container for one program. It
/// resolves names itself, and connects to nothing but the hosts that people approved.
/// </summary>
internal sealed class EgressProxy : IAsyncDisposable
{
    /// <summary>Where the container sees the socket's folder.</summary>
    public const string FolderInside = "/run/hydrabot";

    private const int Port = 3128, LongestHead = 16 * 1024, MostConnections = 32;
    private const string Proxy = "http://127.0.0.1:3128";

    private readonly AllowedHosts _allowed;
    private readonly Socket _door = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<string, int> _seen = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<Task, byte> _connections = new();
    private readonly Task _loop;

    private EgressProxy(AllowedHosts allowed, string folder)
    {
        _allowed = allowed;
        Folder = folder;
        var path = Path.Combine(folder, "egress.sock");
        _door.Bind(new UnixDomainSocketEndPoint(path));
        _door.Listen(MostConnections);
        if (!OperatingSystem.IsWindows())
        {
            // Nobody of the sandbox is nobody of the host: the folder is reached through the container alone.
            File.SetUnixFileMode(path, (UnixFileMode)0b110_110_110);
            File.SetUnixFileMode(folder, (UnixFileMode)0b111_001_001);
        }

        _loop = AcceptAsync();
    }

    /// <summary>What programs are told of it.</summary>
    public static IReadOnlyDictionary<string, string> Variables { get; } = new Dictionary<string, string>
    {
        ["http_proxy"] = Proxy,
        ["https_proxy"] = Proxy,
        ["HTTP_PROXY"] = Proxy,
        ["HTTPS_PROXY"] = Proxy,
        ["no_proxy"] = "localhost,127.0.0.1",
    };

    /// <summary>The port of the sandbox's loopback that leads here.</summary>
    public static ForwardedPort Forward { get; } = new(Port, $"{FolderInside}/egress.sock");

    /// <summary>The folder of its socket, on the host.</summary>
    public string Folder { get; }

    /// <summary>What it let through and what not.</summary>
    public IEnumerable<string> Notes => _seen.OrderBy(seen => seen.Key, StringComparer.Ordinal).Take(20).Select(seen => $"{seen.Key} ({seen.Value}×).");

    public static EgressProxy Open(AllowedHosts allowed, string folder) => new(allowed, Directory.CreateDirectory(folder).FullName);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _door.Dispose();
        await _loop;
        await Task.WhenAll(_connections.Keys);
        _stop.Dispose();
        Directory.Delete(Folder, recursive: true);
    }

    private async Task AcceptAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                var inner = await _door.AcceptAsync(_stop.Token);
                if (_connections.Count >= MostConnections)
                {
                    inner.Dispose();
                    continue;
                }

                var serving = ServeAsync(inner);
                _connections.TryAdd(serving, 0);
                _ = serving.ContinueWith(done => _connections.TryRemove(done, out var _), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            }
            catch (Exception exception) when (exception is SocketException or OperationCanceledException or ObjectDisposedException)
            {
                // It is closed.
                return;
            }
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        try
        {
            await using var inner = new NetworkStream(socket, ownsSocket: true);
            if (await ReadHeadAsync(inner) is not { } head)
                return;
            if (ProxyRequest.Read(head) is not { } request)
                await RefuseAsync(inner, "400 Bad Request", "This proxy takes CONNECT host:port, or a request with an absolute http:// address.");
            else if (!_allowed.Allows(request.Host, request.Port))
            {
                Saw($"Refused: {request.Host}:{request.Port.ToString(CultureInfo.InvariantCulture)}");
                await RefuseAsync(inner, "403 Forbidden", $"{request.Host}:{request.Port} is not among the hosts that were approved.");
            }
            else
                await CarryAsync(inner, request);
        }
        catch (Exception exception) when (exception is IOException or SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // Either end went away.
        }
    }

    private async Task CarryAsync(NetworkStream inner, ProxyRequest request)
    {
        using var outer = new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            var addresses = (await Dns.GetHostAddressesAsync(request.Host, _stop.Token)).Where(address => AllowedHosts.MayReach(address, request.Host)).ToArray();
            if (addresses.Length == 0)
            {
                Saw($"Refused: {request.Host} leads to no address that may be reached");
                await RefuseAsync(inner, "403 Forbidden", $"{request.Host} leads to no address that may be reached.");
                return;
            }

            await outer.ConnectAsync(addresses, request.Port, _stop.Token);
        }
        catch (SocketException failure)
        {
            Saw($"Not reached: {request.Host}:{request.Port.ToString(CultureInfo.InvariantCulture)}");
            await RefuseAsync(inner, "502 Bad Gateway", $"{request.Host}:{request.Port} cannot be reached: {failure.Message}");
            return;
        }

        Saw($"Reached: {request.Host}:{request.Port.ToString(CultureInfo.InvariantCulture)}");
        await using var stream = new NetworkStream(outer, ownsSocket: false);
        if (request.Forwarded is { } first)
            await stream.WriteAsync(first, _stop.Token);
        else
            await inner.WriteAsync("HTTP/1.1 200 Connection Established\r\n\r\n"u8.ToArray(), _stop.Token);
        await Task.WhenAll(PumpAsync(inner, outer, stream), PumpBackAsync(stream, inner));
    }

    private async Task PumpAsync(NetworkStream from, Socket to, NetworkStream stream)
    {
        await from.CopyToAsync(stream, _stop.Token);
        to.Shutdown(SocketShutdown.Send);
    }

    private async Task PumpBackAsync(NetworkStream from, NetworkStream to)
    {
        await from.CopyToAsync(to, _stop.Token);
        to.Socket.Shutdown(SocketShutdown.Send);
    }

    private async Task<byte[]?> ReadHeadAsync(NetworkStream inner)
    {
        var head = new byte[LongestHead];
        for (var length = 0; length < head.Length;)
        {
            var read = await inner.ReadAsync(head.AsMemory(length), _stop.Token);
            if (read == 0)
                return null;
            length += read;
            if (head.AsSpan(0, length).IndexOf("\r\n\r\n"u8) >= 0)
                return head[..length];
        }

        return null;
    }

    private async Task RefuseAsync(NetworkStream inner, string status, string why)
    {
        var body = Encoding.UTF8.GetBytes(why + "\n");
        var head = $"HTTP/1.1 {status}\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: {body.Length.ToString(CultureInfo.InvariantCulture)}\r\nConnection: close\r\n\r\n";
        await inner.WriteAsync((byte[])[.. Encoding.ASCII.GetBytes(head), .. body], _stop.Token);
    }

    private void Saw(string what)
    {
        if (_seen.Count < 100 || _seen.ContainsKey(what))
            _seen.AddOrUpdate(what, 1, (_, count) => count + 1);
    }
}
