using System.Globalization;
using HydraBot.Fleet;
using HydraBot.Governance.Operations;
using HydraBot.Inference;
using HydraBot.Testing.Models;
using HydraBot.Testing.Road;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace HydraBot.Tests.Inference;

public class DiscoveryTests
{
    private const string Question = """{"prompt": "Hello?"}""";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_server_on_loopback_is_found_among_silent_ports_and_other_programs()
    {
        await using var website = await FakeModelServer.StartAsync(Token);
        website.ListModels = context => context.Response.WriteAsync("<html>Welcome</html>", Token);
        await using var server = await FakeModelServer.StartAsync(Token);
        await using var road = await HouseAsync(Ports(1, website.Port, server.Port));

        var (_, value) = await road.DoneAsync("chat", Question);

        Assert.Equal($"port {server.Port}", value.GetProperty("endpoint").GetString());
        Assert.Empty(website.Asked);
    }

    [Fact]
    public async Task When_nothing_is_found_every_address_that_was_looked_at_is_named()
    {
        await using var website = await FakeModelServer.StartAsync(Token);
        website.ListModels = context => context.Response.WriteAsync("""{"hello": "world"}""", Token);
        await using var empty = await FakeModelServer.StartAsync(Token);
        empty.ModelNames = [];
        await using var road = await HouseAsync(Ports(1, website.Port, empty.Port));

        var message = await road.FailedAsync("chat", Question);

        Assert.Contains("http://127.0.0.1:1/v1 (port 1): connection refused", message, StringComparison.Ordinal);
        Assert.Contains($"http://127.0.0.1:{website.Port}/v1 (port {website.Port}): what it sends is no list of models", message, StringComparison.Ordinal);
        Assert.Contains($"http://127.0.0.1:{empty.Port}/v1 (port {empty.Port}): it has no models", message, StringComparison.Ordinal);
        Assert.Contains("Inference__Endpoints__0__Url", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_takes_the_call_and_says_nothing_is_given_up()
    {
        await using var hanging = await FakeModelServer.StartAsync(Token);
        hanging.ListModels = context => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted);
        await using var road = await HouseAsync([.. Ports(hanging.Port), ("Inference:ProbeTimeout", "00:00:00.5")]);

        var message = await road.FailedAsync("chat", Question);

        Assert.Contains($"http://127.0.0.1:{hanging.Port}/v1 (port {hanging.Port}): no answer in 0.5 s", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_is_looked_for_where_an_endpoint_is_set()
    {
        await using var found = await FakeModelServer.StartAsync(Token);
        await using var set = await FakeModelServer.StartAsync(Token);
        await using var road = await HouseAsync([.. Ports(found.Port), ("Inference:Endpoints:0:Url", set.Url)]);

        await road.DoneAsync("chat", Question);

        Assert.Empty(found.Keys);
        Assert.Single(set.Asked);
    }

    [Fact]
    public async Task Looking_can_be_switched_off()
    {
        await using var server = await FakeModelServer.StartAsync(Token);
        await using var road = await HouseAsync([.. Ports(server.Port), ("Inference:Discover", "false")]);

        var message = await road.FailedAsync("chat", Question);

        Assert.Contains("switched off", message, StringComparison.Ordinal);
        Assert.Contains("Inference:Endpoints:0:Url", message, StringComparison.Ordinal);
        Assert.Empty(server.Keys);
    }

    [Fact]
    public async Task A_key_is_sent_as_a_bearer_token_and_shown_nowhere()
    {
        await using var server = await FakeModelServer.StartAsync(Token);
        server.Answer = exchange => exchange.RefuseAsync(500, """{"error": {"message": "bad sk-abcdefghijklmnopqrstuvwxyz"}}""");
        await using var road = await HouseAsync(("Inference:Endpoints:0:Url", server.Url), ("Inference:Endpoints:0:ApiKey", "sk-abcdefghijklmnopqrstuvwxyz"));

        var message = await road.FailedAsync("chat", Question);

        Assert.Equal("Bearer sk-abcdefghijklmnopqrstuvwxyz", Assert.Single(server.Keys));
        Assert.DoesNotContain("abcdefghij", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_without_a_list_will_do_when_its_models_are_set()
    {
        await using var server = await FakeModelServer.StartAsync(Token);
        server.ListModels = context =>
        {
            context.Response.StatusCode = 404;
            return Task.CompletedTask;
        };
        await using var road = await HouseAsync(("Inference:Endpoints:0:Url", server.Url), ("Inference:Endpoints:0:Models:0", "tiny"));

        await road.DoneAsync("chat", Question);

        Assert.Equal("tiny", Assert.Single(server.Asked).GetProperty("model").GetString());
    }

    [Fact]
    public async Task Status_tells_what_answers_and_misses_only_what_was_set()
    {
        await using var server = await FakeModelServer.StartAsync(Token);
        await using var road = await HouseAsync(
            ("Inference:Endpoints:0:Url", server.Url), ("Inference:Endpoints:0:Name", "attic"),
            ("Inference:Endpoints:1:Url", "http://127.0.0.1:1/v1"), ("Inference:Endpoints:1:Name", "cellar"));
        await using var bare = await HouseAsync(Ports(1));

        var (card, _) = await road.DoneAsync("status");
        var (nothing, _) = await bare.DoneAsync("status");

        var models = Assert.Single(card.Fields, field => field.Name == "Language models").Value;
        Assert.Matches("^🟢 attic: 1 model, \\d+ ms\n🔴 cellar `http://127.0.0.1:1/v1`: connection refused$", models);
        Assert.Contains("endpoint cellar does not answer", card.Text, StringComparison.Ordinal);
        Assert.Contains("None is set", Assert.Single(nothing.Fields, field => field.Name == "Language models").Value, StringComparison.Ordinal);
        Assert.DoesNotContain("anguage model", nothing.Text, StringComparison.Ordinal);
    }

    private static (string, string)[] Ports(params int[] ports) =>
        [.. ports.Select((port, index) => ($"Inference:DiscoverPorts:{index}", port.ToString(CultureInfo.InvariantCulture)))];

    private static Task<TestRoad> HouseAsync(params (string, string)[] settings) => Rooms.BuildAsync(
        builder =>
        {
            builder.AddInference();
            builder.AddFleet();
        },
        [("Fleet:Engine", "unix:///nowhere/engine.sock"), ("Fleet:StatusTimeout", "00:00:20"), ("Inference:ProbeTimeout", "00:00:20"), .. settings]);
}
