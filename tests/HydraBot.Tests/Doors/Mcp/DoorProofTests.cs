using System.Net;
using System.Net.Sockets;
using HydraBot.Doors.Http;
using HydraBot.Doors.Mcp;
using HydraBot.Doors.Mcp.Verbs;
using HydraBot.Hosting;
using HydraBot.Tests.Doors.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Xunit;

namespace HydraBot.Tests.Doors.Mcp;

/// <summary>A key goes to the house and to nobody who took its address.</summary>
public sealed class DoorProofTests(McpFixture fixture) : IClassFixture<McpFixture>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private DoorHouse House => fixture.House;

    [Fact]
    public async Task The_house_is_known_by_what_only_its_folder_holds()
    {
        using var http = House.Client(key: null);

        Assert.Equal(Listener.House, await Address(http.BaseAddress!, House.Storage).ListenerAsync(Stop));
    }

    [Fact]
    public async Task Whoever_only_hands_the_question_on_is_a_stranger_and_hears_no_key()
    {
        using var http = House.Client(key: null);
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var heard = "";
        var handing = Task.Run(async () =>
        {
            using var client = await listener.AcceptTcpClientAsync(Stop);
            await using var stream = client.GetStream();
            var buffer = new byte[8192];
            heard = System.Text.Encoding.ASCII.GetString(buffer, 0, await stream.ReadAsync(buffer, Stop));
            var answer = await http.GetStringAsync(new Uri(http.BaseAddress!, heard.Split(' ')[1]), Stop);
            await stream.WriteAsync(System.Text.Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Length: {answer.Length}\r\nConnection: close\r\n\r\n{answer}"), Stop);
        }, Stop);

        var who = await Address(new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}"), House.Storage).ListenerAsync(Stop);
        await handing;

        Assert.Equal(Listener.Stranger, who);
        Assert.Contains(DoorProof.Path, heard, StringComparison.Ordinal);
        Assert.DoesNotContain("Authorization", heard, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Another_folder_s_house_is_a_stranger_and_a_closed_port_is_nobody()
    {
        using var http = House.Client(key: null);
        var folder = Directory.CreateTempSubdirectory("hydrabot-proof-");
        using var closed = new TcpListener(IPAddress.Loopback, 0);
        closed.Start();
        var free = ((IPEndPoint)closed.LocalEndpoint).Port;
        closed.Stop();
        try
        {
            Assert.Equal(Listener.Stranger, await Address(http.BaseAddress!, folder.FullName).ListenerAsync(Stop));
            Assert.Equal(Listener.Nobody, await Address(new Uri($"http://127.0.0.1:{free}"), folder.FullName).ListenerAsync(Stop));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("?question=short")]
    [InlineData("?question=zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz")]
    public async Task What_is_no_question_is_not_answered(string query) =>
        (await House.GetAsync(DoorProof.Path + query, key: null)).IsProblem(HttpStatusCode.UnprocessableEntity, "wrong-arguments");

    private static McpAddress Address(Uri url, string storage) => new(
        Options.Create(new HttpDoorOptions { Url = url.ToString() }),
        Options.Create(new McpOptions()),
        new DoorProof(new ApplicationPaths(new ConfigurationBuilder().AddInMemoryCollection([new("Storage:Path", storage)]).Build())),
        new ServiceCollection().BuildServiceProvider());
}
