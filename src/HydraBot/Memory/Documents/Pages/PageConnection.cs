using System.Net;
using System.Net.Sockets;
using HydraBot.Hosting.Addresses;
using HydraBot.Governance.Operations;
using Microsoft.Extensions.Options;

namespace HydraBot.Memory.Documents.Pages;

/// <summary>
/// Connects to where a name leads, and looks at that address itself: a name that is asked once and answered otherwise the second time gains nothing. Each hop of a redirect comes through here.
/// </summary>
internal sealed class PageConnection(IOptions<MemoryOptions> options)
{
    public const string Client = "memory-pages";

    /// <summary>No proxy and no cookies: what is read is what anybody would be given. Redirects are followed by whoever looks at them.</summary>
    public SocketsHttpHandler Handler() => new()
    {
        AllowAutoRedirect = false,
        UseProxy = false,
        UseCookies = false,
        AutomaticDecompression = DecompressionMethods.All,
        PooledConnectionLifetime = TimeSpan.FromMinutes(1),
        ConnectCallback = ConnectAsync,
    };

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var (host, port) = (context.DnsEndPoint.Host.Trim('[', ']'), context.DnsEndPoint.Port);
        var addresses = IPAddress.TryParse(host, out var literal) ? [literal] : await Dns.GetHostAddressesAsync(host, cancellationToken);
        var allowed = addresses.Where(address => AddressReaches.Of(address) switch
        {
            AddressReach.Public => true,
            AddressReach.Never => false,
            _ => options.Value.Pages.Names(host, port),
        }).ToArray();
        if (allowed.Length == 0)
        {
            throw OperationException.WrongArgument(
                $"{host} is on a private network or on this machine, and is not read; allowed are addresses of the internet and the hosts of Memory:Pages:PrivateHosts.");
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(allowed, port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
