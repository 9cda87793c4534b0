using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using HydraBot.Fleet.Metrics;
using HydraBot.Fleet.Services;
using HydraBot.Governance.Operations;
using HydraBot.Hosting.Status;
using HydraBot.Testing.Road;
using HydraBot.Tests.Backups;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Xunit;

namespace HydraBot.Tests.Fleet.Services;

/// <summary>Services on real sockets: up, down after so many failures, and the all clear.</summary>
public sealed class ServiceTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_page_that_fails_so_often_in_a_row_is_an_alert_and_one_good_answer_is_the_all_clear()
    {
        var status = 200;
        await using var server = await FakeServer.StartAsync(app => app.MapGet("/health", () => Results.Text("all is well", statusCode: status)));
        await using var house = await HouseAsync(("Kind", "Http"), ("Target", $"{server.Address}health"), ("Text", "well"), ("Failures", "2"));

        Assert.True((await CheckAsync(house)).GetProperty("up").GetBoolean());
        status = 503;
        Assert.Equal("it answers 503 Service Unavailable", (await CheckAsync(house)).GetProperty("trouble").GetString());
        Assert.Empty(await AlertsAsync(house));
        await CheckAsync(house);
        var alert = Assert.Single(await AlertsAsync(house));
        Assert.Equal(("`shop` is down", "critical"), (alert.GetProperty("title").GetString(), alert.GetProperty("severity").GetString()));
        await CheckAsync(house);
        Assert.Single(await AlertsAsync(house));
        var section = await SectionAsync(house);
        Assert.Equal(CardSeverity.Bad, section.Severity);
        Assert.Equal(["Service `shop` is down."], section.Concerns);

        status = 200;
        await CheckAsync(house);
        Assert.Empty(await AlertsAsync(house));
        Assert.Equal(CardSeverity.Good, (await SectionAsync(house)).Severity);
        var kept = await house.Road.Services.GetRequiredService<MetricStore>().ReadAsync("service/shop/latency", MetricStep.Hours, TimeSpan.FromHours(3), Token);
        Assert.All(kept, point => Assert.True(point.Value > 0));
        Assert.NotEmpty(kept);
    }

    [Theory]
    [InlineData("Status", "204", "it answers 200 OK, and not 204")]
    [InlineData("Text", "sold out", "its page does not hold 'sold out'")]
    public async Task A_page_must_be_what_is_expected(string setting, string value, string trouble)
    {
        await using var server = await FakeServer.StartAsync(app => app.MapGet("/", () => "hello"));
        await using var house = await HouseAsync(("Kind", "Http"), ("Target", server.Address.ToString()), (setting, value));
        Assert.Equal(trouble, (await CheckAsync(house)).GetProperty("trouble").GetString());
    }

    [Fact]
    public async Task A_status_that_leads_elsewhere_can_be_the_expected_one()
    {
        await using var server = await FakeServer.StartAsync(app => app.MapGet("/", () => Results.Redirect("/login")));
        await using var house = await HouseAsync(("Kind", "Http"), ("Target", server.Address.ToString()), ("Status", "302"));
        Assert.True((await CheckAsync(house)).GetProperty("up").GetBoolean());
    }

    [Fact]
    public async Task A_page_that_hangs_is_given_up_in_time_and_says_so()
    {
        await using var server = await FakeServer.StartAsync(app => app.MapGet("/", async (HttpContext context) => await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted)));
        await using var house = await HouseAsync(("Kind", "Http"), ("Target", server.Address.ToString()), ("Timeout", "00:00:00.3"));
        Assert.Equal("no answer in 0.3 s", (await CheckAsync(house)).GetProperty("trouble").GetString());
    }

    [Fact]
    public async Task A_port_takes_connections_or_the_reason_is_told()
    {
        var server = new TcpListener(IPAddress.Loopback, 0);
        server.Start();
        var target = server.LocalEndpoint.ToString()!;
        await using var house = await HouseAsync(("Kind", "Tcp"), ("Target", target));
        Assert.True((await CheckAsync(house)).GetProperty("up").GetBoolean());
        server.Stop();
        Assert.Equal("connection refused", (await CheckAsync(house)).GetProperty("trouble").GetString());
    }

    [Theory]
    [InlineData(0, "10.1.2.3", null)]
    [InlineData(0, "10.9.9.9", "the name leads to 10.1.2.3, and not to 10.9.9.9")]
    [InlineData(3, null, "the dns server says: no such name")]
    public async Task A_name_is_asked_of_the_server_that_is_set(int code, string? expected, string? trouble)
    {
        using var server = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        var serving = AnswerAsync(server, code);
        await using (var house = await HouseAsync([("Kind", "Dns"), ("Target", "shop.example"), ("Server", server.Client.LocalEndPoint!.ToString()!), .. expected is null ? [] : new[] { ("Text", expected) }]))
        {
            var state = await CheckAsync(house);
            Assert.Equal(trouble, state.TryGetProperty("trouble", out var said) ? said.GetString() : null);
        }

        server.Close();
        Assert.All(await serving, name => Assert.Equal("shop.example", name));
    }

    [Fact]
    public async Task A_certificate_that_ends_soon_is_warned_of_once_and_cleared_when_it_is_renewed()
    {
        var certificate = Certificate("localhost", days: 5);
        await using var server = await TlsAsync(() => certificate);
        await using var house = await HouseAsync(("Kind", "Certificate"), ("Target", $"localhost:{new Uri(AddressOf(server)).Port}"), ("WarnDays", "14"));

        var state = await CheckAsync(house);
        Assert.True(state.GetProperty("up").GetBoolean());
        Assert.Equal(5, (state.GetProperty("expires").GetDateTimeOffset() - TimeProvider.System.GetUtcNow()).TotalDays, 0.1);
        var alert = Assert.Single(await AlertsAsync(house));
        Assert.Equal("The certificate of `shop` ends soon", alert.GetProperty("title").GetString());

        certificate = Certificate("localhost", days: 90);
        await CheckAsync(house);
        Assert.Empty(await AlertsAsync(house));
    }

    [Theory]
    [InlineData("localhost", -1, "its certificate ended on")]
    [InlineData("other.example", 50, "its certificate is not for localhost")]
    public async Task A_certificate_that_is_over_or_for_another_name_is_trouble(string name, int days, string trouble)
    {
        await using var server = await TlsAsync(() => Certificate(name, days));
        await using var house = await HouseAsync(("Kind", "Certificate"), ("Target", AddressOf(server).Replace("127.0.0.1", "localhost", StringComparison.Ordinal)));
        Assert.StartsWith(trouble, (await CheckAsync(house)).GetProperty("trouble").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_machine_answers_a_ping()
    {
        HydraBot.Testing.Parts.Require(Environment.IsPrivilegedProcess || File.Exists("/bin/ping") || File.Exists("/usr/bin/ping"), "An echo request is sent by root, or by the program ping.");
        await using var house = await HouseAsync(("Kind", "Ping"), ("Target", "127.0.0.1"));
        Assert.True((await CheckAsync(house)).GetProperty("up").GetBoolean());
    }

    [Fact]
    public void A_setting_that_cannot_be_is_one_line_that_names_it()
    {
        var problems = new ServiceOptions { Kind = ServiceKind.Tcp, Target = "shop", Failures = 0 }.Problems("Fleet:Services:shop").Select(problem => problem.ErrorMessage).ToArray();
        Assert.Equal(["Fleet:Services:shop:Target is 'shop'; allowed for Tcp is host:port.", "Fleet:Services:shop:Failures is '0'; allowed is 1 to 100."], problems);
    }

    private static Task<BackupHouse> HouseAsync(params (string Key, string Value)[] settings) =>
        BackupHouse.StartAsync([("Fleet:Services:shop:Interval", "1.00:00:00"), .. settings.Select(setting => ($"Fleet:Services:shop:{setting.Key}", setting.Value))]);

    /// <summary>Looks at it, after the look that the house itself makes at its start.</summary>
    private static async Task<JsonElement> CheckAsync(BackupHouse house)
    {
        var watch = house.Road.Services.GetRequiredService<ServiceWatch>();
        while (watch.States[0].Up is null)
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, Token);
        return (await house.Road.DoneAsync("service.check", """{"service": "shop"}""")).Value;
    }

    private static async Task<IReadOnlyList<JsonElement>> AlertsAsync(BackupHouse house) => [.. (await house.Road.DoneAsync("alert.list")).Value.GetProperty("alerts").EnumerateArray()];

    private static ValueTask<StatusSection> SectionAsync(BackupHouse house) => house.Road.Services.GetServices<IStatusSource>().First(source => source.Name == "Services").ReadAsync(Token);

    /// <summary>Answers every question for an address with 10.1.2.3, or with an error, until it is closed.</summary>
    private static async Task<IReadOnlyList<string>> AnswerAsync(UdpClient server, int code)
    {
        var asked = new List<string>();
        try
        {
            while (true)
            {
                var question = await server.ReceiveAsync(Token);
                var labels = new List<string>();
                var at = 12;
                for (; question.Buffer[at] > 0; at += 1 + question.Buffer[at])
                    labels.Add(System.Text.Encoding.ASCII.GetString(question.Buffer, at + 1, question.Buffer[at]));
                asked.Add(string.Join('.', labels));
                byte[] answer = code == 0 ? [.. question.Buffer, 0xC0, 12, 0, 1, 0, 1, 0, 0, 0, 60, 0, 4, 10, 1, 2, 3] : [.. question.Buffer];
                BinaryPrimitives.WriteUInt16BigEndian(answer.AsSpan(2), (ushort)(0x8180 | code));
                BinaryPrimitives.WriteUInt16BigEndian(answer.AsSpan(6), (ushort)(code == 0 ? 1 : 0));
                // Somebody else's answer comes first: it is not taken.
                byte[] stray = [.. answer];
                stray[0] ^= 0xFF;
                await server.SendAsync(stray, question.RemoteEndPoint, Token);
                await server.SendAsync(answer, question.RemoteEndPoint, Token);
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            return asked;
        }
    }

    private static X509Certificate2 Certificate(string name, int days)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        request.CertificateExtensions.Add(names.Build());
        var now = TimeProvider.System.GetUtcNow();
        using var made = request.CreateSelfSigned(now.AddDays(-30), now.AddDays(days));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
    }

    private static async Task<WebApplication> TlsAsync(Func<X509Certificate2> certificate)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(https => https.ServerCertificateSelector = (_, _) => certificate())));
        var app = builder.Build();
        await app.StartAsync(Token);
        return app;
    }

    private static string AddressOf(WebApplication app) => app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
}
