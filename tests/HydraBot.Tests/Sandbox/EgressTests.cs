using System.Net;
using System.Net.Sockets;
using System.Text;
using HydraBot.Sandbox.Egress;
using Xunit;

namespace HydraBot.Tests.Sandbox;

/// <summary>The way out: exactly what was approved.</summary>
public sealed class EgressTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void A_host_is_allowed_by_its_exact_name_and_port()
    {
        var allowed = AllowedHosts.Read(["pypi.org", "Example.com:8080"], out var problems);
        Assert.Empty(problems);
        Assert.True(allowed.Allows("pypi.org", 443) && allowed.Allows("PYPI.ORG.", 80) && allowed.Allows("example.com", 8080));
        Assert.False(allowed.Allows("pypi.org", 22) || allowed.Allows("example.com", 443) || allowed.Allows("evil-pypi.org", 443) || allowed.Allows("pypi.org.evil.com", 443));
    }

    [Theory]
    [InlineData("*.org")]
    [InlineData("http://pypi.org")]
    [InlineData("pypi.org:0")]
    [InlineData("pypi.org:70000")]
    [InlineData("a b")]
    [InlineData("-a.org")]
    [InlineData("user@pypi.org")]
    public void What_is_no_host_is_named(string host)
    {
        AllowedHosts.Read([host], out var problems);
        Assert.Contains("is no host", Assert.Single(problems), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("127.0.0.1", "127.0.0.1", false)]
    [InlineData("::1", "localhost", false)]
    [InlineData("::ffff:127.0.0.1", "x.org", false)]
    [InlineData("169.254.169.254", "169.254.169.254", false)]
    [InlineData("0.0.0.0", "x.org", false)]
    [InlineData("224.0.0.1", "x.org", false)]
    [InlineData("fe80::1", "x.org", false)]
    [InlineData("fd00::1", "x.org", false)]
    [InlineData("192.168.1.5", "rebound.org", false)]
    [InlineData("192.168.1.5", "192.168.1.5", true)]
    [InlineData("10.0.0.1", "x.org", false)]
    [InlineData("172.20.0.1", "x.org", false)]
    [InlineData("100.64.0.1", "x.org", false)]
    [InlineData("151.101.0.223", "pypi.org", true)]
    public void No_name_leads_to_this_machine_or_its_network(string address, string host, bool may) =>
        Assert.Equal(may, AllowedHosts.MayReach(IPAddress.Parse(address), host));

    [Theory]
    [InlineData("CONNECT evil.org:443 HTTP/1.1\r\n\r\n", "403")]
    [InlineData("GET http://evil.org/ HTTP/1.1\r\n\r\n", "403")]
    [InlineData("CONNECT localhost:443 HTTP/1.1\r\n\r\n", "403")]
    [InlineData("GET / HTTP/1.1\r\nHost: pypi.org\r\n\r\n", "400")]
    [InlineData("GET ftp://pypi.org/ HTTP/1.1\r\n\r\n", "400")]
    [InlineData("nonsense\r\n\r\n", "400")]
    public async Task What_was_not_approved_is_refused(string request, string status)
    {
        var allowed = AllowedHosts.Read(["pypi.org", "localhost"], out _);
        await using var proxy = EgressProxy.Open(allowed, Path.Combine(Path.GetTempPath(), $"hydrabot-egress-{Guid.CreateVersion7():N}"));
        using var client = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await client.ConnectAsync(new UnixDomainSocketEndPoint(Path.Combine(proxy.Folder, "egress.sock")), Token);
        await using var stream = new NetworkStream(client);
        await stream.WriteAsync(Encoding.ASCII.GetBytes(request), Token);
        using var reader = new StreamReader(stream);
        Assert.StartsWith($"HTTP/1.1 {status} ", await reader.ReadToEndAsync(Token), StringComparison.Ordinal);
    }

    [Fact]
    public void A_plain_request_goes_on_in_origin_form_to_its_own_host_alone()
    {
        var request = ProxyRequest.Read(Encoding.ASCII.GetBytes("POST http://pypi.org/a?b=c HTTP/1.1\r\nHost: evil.org\r\nProxy-Authorization: x\r\nConnection: keep-alive\r\nAccept: */*\r\n\r\nbody"))!;
        Assert.Equal(("pypi.org", 80), (request.Host, request.Port));
        Assert.Equal("POST /a?b=c HTTP/1.1\r\nHost: pypi.org\r\nAccept: */*\r\nConnection: close\r\n\r\nbody", Encoding.ASCII.GetString(request.Forwarded!));
    }
}
