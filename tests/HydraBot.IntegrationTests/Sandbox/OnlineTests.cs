using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using HydraBot.Governance.Operations;
using HydraBot.Testing;
using Xunit;

namespace HydraBot.IntegrationTests.Sandbox;

/// <summary>A program with a way out reaches what was named, and nothing else.</summary>
[Collection("Sandboxes under load")]
public sealed class OnlineTests(SandboxHouse house) : IClassFixture<SandboxHouse>
{
    private const string Fetch = """
        import sys, urllib.request
        for address in sys.stdin.read().split():
            try:
                print(urllib.request.urlopen(address, timeout=10).read().decode())
            except Exception as error:
                print('no:', error)
        """;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_reaches_the_named_host_and_no_other()
    {
        var own = OwnAddress();
        using var served = Serve(own);
        var named = (IPEndPoint)served.LocalEndpoint;
        using var unnamed = Serve(own);

        var run = await RunAsync(Fetch, $"{named}", $"http://{named}/ http://{unnamed.LocalEndpoint}/ http://127.0.0.1:{named.Port}/");

        var lines = run.GetProperty("stdout").GetString()!.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal("here", lines[0]);
        Assert.StartsWith("no: HTTP Error 403", lines[1], StringComparison.Ordinal);
        Assert.StartsWith("no:", lines[2], StringComparison.Ordinal);
        var notes = string.Join('\n', run.GetProperty("notes").EnumerateArray().Select(note => note.GetString()));
        Assert.Contains($"{named}", notes, StringComparison.Ordinal);
        Assert.Contains($"Refused: {unnamed.LocalEndpoint}", notes, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_tunnel_leads_to_the_named_host_alone()
    {
        var own = OwnAddress();
        using var served = Serve(own);
        using var unnamed = Serve(own);

        var run = await RunAsync(
            """
            import http.client, sys
            for host, port in (address.rsplit(':', 1) for address in sys.stdin.read().split()):
                try:
                    line = http.client.HTTPConnection('127.0.0.1', 3128, timeout=10)
                    line.set_tunnel(host, int(port))
                    line.request('GET', '/')
                    print(line.getresponse().read().decode())
                except OSError as error:
                    print('no:', error)
            """,
            $"{served.LocalEndpoint}",
            $"{served.LocalEndpoint} {unnamed.LocalEndpoint}");

        var lines = run.GetProperty("stdout").GetString()!.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal("here", lines[0]);
        Assert.StartsWith("no: Tunnel connection failed: 403", lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Going_around_the_proxy_leads_nowhere()
    {
        var own = OwnAddress();
        using var served = Serve(own);
        var port = ((IPEndPoint)served.LocalEndpoint).Port;

        var run = await RunAsync(
            $"""
            import socket
            try:
                socket.create_connection(('{own}', {port}), timeout=3); print('BREACH')
            except OSError as error:
                print('HELD', error)
            """,
            $"{own}:{port}");

        Assert.StartsWith("HELD", run.GetProperty("stdout").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_next_program_without_a_way_out_has_none()
    {
        var own = OwnAddress();
        using var served = Serve(own);

        await RunAsync(Fetch, $"{served.LocalEndpoint}", $"http://{served.LocalEndpoint}/");
        var run = await house.RunAsync("python", Fetch, new { stdin = $"http://{served.LocalEndpoint}/" });

        Assert.StartsWith("no:", run.GetProperty("stdout").GetString(), StringComparison.Ordinal);
    }

    private async Task<JsonElement> RunAsync(string code, string hosts, string stdin = "") =>
        (await house.Road.DoneAsync("sandbox.online", SandboxHouse.Arguments("python", code, new { hosts, stdin }), AccessLevel.Operator)).Value;

    /// <summary>An address of this machine that is not its loopback: the proxy leads to private networks only where the address itself was named.</summary>
    private static IPAddress OwnAddress()
    {
        var own = NetworkInterface.GetAllNetworkInterfaces()
            .Where(network => network.OperationalStatus == OperationalStatus.Up && network.NetworkInterfaceType != NetworkInterfaceType.Loopback)
            .SelectMany(network => network.GetIPProperties().UnicastAddresses.Select(unicast => unicast.Address))
            .FirstOrDefault(address => address.AddressFamily == AddressFamily.InterNetwork && !address.ToString().StartsWith("169.254.", StringComparison.Ordinal));
        Parts.Require(own is not null, "This machine has no IPv4 address beside its loopback.");
        return own!;
    }

    /// <summary>Answers everybody with <c>here</c>.</summary>
    private static TcpListener Serve(IPAddress address)
    {
        var listener = new TcpListener(address, 0);
        listener.Start();
        _ = AnswerAsync(listener);
        return listener;
    }

    private static async Task AnswerAsync(TcpListener listener)
    {
        try
        {
            while (true)
            {
                using var client = await listener.AcceptTcpClientAsync(Token);
                await using var stream = client.GetStream();
                await stream.ReadAtLeastAsync(new byte[4096], 1, throwOnEndOfStream: false, Token);
                await stream.WriteAsync(Encoding.ASCII.GetBytes("HTTP/1.1 200 OK\r\nContent-Length: 4\r\nConnection: close\r\n\r\nhere"), Token);
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException or OperationCanceledException or IOException)
        {
            // The test is over.
        }
    }
}
