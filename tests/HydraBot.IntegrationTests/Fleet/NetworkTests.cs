using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Docker.DotNet.Models;
using HydraBot.Fleet.Networks;
using HydraBot.Governance.Operations;
using HydraBot.Testing.Docker;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Network = HydraBot.Fleet.Networks.Network;

namespace HydraBot.IntegrationTests.Fleet;

/// <summary>Networks on a real engine: whether one container reaches another is found out by a connection from the one to the other.</summary>
public sealed class NetworkTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_flat_network_is_taken_apart_while_everything_runs_and_put_together_again()
    {
        await using var containers = await TestContainers.RequireAsync(Token);
        var subnet = Subnet();
        var app = await containers.MakeNetworkAsync("app", subnet: $"{subnet}.0/24", cancellationToken: Token);
        var web = await containers.RunAsync("web", NetworkHouse.Serve, change: NetworkHouse.On(app), cancellationToken: Token);
        var llm = await containers.RunAsync("llm", NetworkHouse.Serve, change: NetworkHouse.On(app), cancellationToken: Token);
        var db = await containers.RunAsync("db", $"touch /tmp/well; {NetworkHouse.Serve}", healthcheck: "test -f /tmp/well", change: NetworkHouse.On(app, "store", $"{subnet}.77"), cancellationToken: Token);
        await containers.UntilAsync(db, "healthy", Token);
        var started = (await containers.InspectAsync(db, Token)).State!.StartedAt;
        await using var house = await NetworkHouse.StartAsync(containers);
        Assert.True(await ReachesAsync(containers, web, "store"));
        var (shown, before) = await house.Road.DoneAsync("network.show");
        Assert.Equal(CardSeverity.Bad, shown.Severity);
        Assert.Contains(before.GetProperty("difference").GetProperty("wrong").EnumerateArray(), contact => contact.GetProperty("from").GetString() == db && contact.GetProperty("to").GetString() == web);

        var (number, steps) = await house.PlanAsync();
        Assert.Equal(4, steps.Length);
        Assert.True(await ReachesAsync(containers, web, "store"), "A plan alone changes nothing.");
        var (card, _) = await house.Road.DoneAsync("network.apply", NetworkHouse.Named(number), AccessLevel.Operator);

        Assert.Equal(CardSeverity.Good, card.Severity);
        Assert.True(await ReachesAsync(containers, llm, "store"));
        Assert.True(await ReachesAsync(containers, llm, web));
        Assert.False(await ReachesAsync(containers, web, await AddressAsync(containers, db)));
        Assert.False(await ReachesAsync(containers, web, $"{subnet}.77"));
        Assert.Equal((started, "healthy"), ((await containers.InspectAsync(db, Token)).State!.StartedAt, (await containers.InspectAsync(db, Token)).State!.Health!.Status));
        // A restart brings none of it back.
        await house.Road.DoneAsync("container.restart", JsonSerializer.Serialize(new { container = db }));
        Assert.True(await ReachesAsync(containers, llm, "store"));
        Assert.False(await ReachesAsync(containers, web, await AddressAsync(containers, db)));

        // As after a crash in the middle: nothing new is begun before what is half done is taken back.
        var store = house.Road.Services.GetRequiredService<NetworkPlanStore>();
        await store.MarkAsync(await store.FindAsync(number, Token) with { State = PlanState.Begun }, Token);
        Assert.Equal(number, (await house.Road.DoneAsync("network.show")).Value.GetProperty("unfinished")[0].GetInt64());
        await house.Road.Services.GetRequiredService<NetworkApplier>().TellOfCutOffAsync(Token);
        Assert.Contains($"Network plan {number} was cut off", (await house.Road.DoneAsync("alert.list")).Card.Text, StringComparison.Ordinal);

        await house.Road.DoneAsync("network.undo", NetworkHouse.Named(number), AccessLevel.Operator);
        Assert.True(await ReachesAsync(containers, web, "store"));
        Assert.True(await ReachesAsync(containers, web, $"{subnet}.77"));
        Assert.Equal([app], await containers.NetworksAsync(Token));
        Assert.Equal([app], (await containers.InspectAsync(db, Token)).NetworkSettings!.Networks!.Keys);
        Assert.Contains("taken back already", await house.Road.FailedAsync("network.undo", NetworkHouse.Named(number)), StringComparison.Ordinal);
        Assert.Equal("No alerts", (await house.Road.DoneAsync("alert.list")).Card.Title);
    }

    [Fact]
    public async Task A_plan_that_was_cut_off_is_gone_on_with_whatever_of_it_was_done_and_all_of_it_can_still_be_taken_back()
    {
        await using var containers = await TestContainers.RequireAsync(Token);
        var app = await containers.MakeNetworkAsync("app", cancellationToken: Token);
        var web = await containers.RunAsync("web", NetworkHouse.Serve, change: NetworkHouse.On(app), cancellationToken: Token);
        var llm = await containers.RunAsync("llm", NetworkHouse.Serve, change: NetworkHouse.On(app), cancellationToken: Token);
        var db = await containers.RunAsync("db", NetworkHouse.Serve, change: NetworkHouse.On(app, "store"), cancellationToken: Token);
        await using var house = await NetworkHouse.StartAsync(containers);
        var (number, _) = await house.PlanAsync();
        Assert.Contains("never begun", await house.Road.FailedAsync("network.resume", NetworkHouse.Named(number)), StringComparison.Ordinal);
        await house.Road.DoneAsync("network.apply", NetworkHouse.Named(number));
        Assert.Contains("nothing left of it", await house.Road.FailedAsync("network.resume", NetworkHouse.Named(number)), StringComparison.Ordinal);

        // As if it had been cut off after the second step, with the last one undone.
        var store = house.Road.Services.GetRequiredService<NetworkPlanStore>();
        var plan = await store.FindAsync(number, Token);
        await store.MarkAsync(plan with { State = PlanState.Begun, Begun = 2 }, Token);
        await containers.ConnectAsync(db, app, Token);
        Assert.True(await ReachesAsync(containers, web, db));
        Assert.Contains($"/network resume {number}", await house.Road.FailedAsync("network.apply", NetworkHouse.Named((await house.PlanAsync()).Number)), StringComparison.Ordinal);
        await house.Road.DoneAsync("network.resume", NetworkHouse.Named(number), AccessLevel.Operator);

        Assert.Equal((PlanState.Applied, plan.Steps.Count), ((await store.FindAsync(number, Token)).State, (await store.FindAsync(number, Token)).Begun));
        Assert.True(await ReachesAsync(containers, llm, "store"));
        Assert.False(await ReachesAsync(containers, web, await AddressAsync(containers, db)));
        await house.Road.DoneAsync("network.undo", NetworkHouse.Named(number));
        Assert.True(await ReachesAsync(containers, web, "store"));
        Assert.Equal([app], await containers.NetworksAsync(Token));
    }

    [Fact]
    public async Task When_a_container_does_not_stay_healthy_all_of_it_is_taken_back()
    {
        await using var containers = await TestContainers.RequireAsync(Token);
        var subnet = Subnet();
        var app = await containers.MakeNetworkAsync("app", subnet: $"{subnet}.0/24", cancellationToken: Token);
        await containers.RunAsync("db", NetworkHouse.Serve, change: NetworkHouse.On(app, "store", $"{subnet}.77"), cancellationToken: Token);
        var web = await containers.RunAsync("web", NetworkHouse.Serve, healthcheck: $"/bin/busybox timeout 1 /bin/busybox nc {subnet}.77 8080 < /dev/null", change: NetworkHouse.On(app), cancellationToken: Token);
        await containers.UntilAsync(web, "healthy", Token);
        await using var house = await NetworkHouse.StartAsync(containers);
        var (number, _) = await house.PlanAsync();

        var said = await house.Road.FailedAsync("network.apply", NetworkHouse.Named(number));

        Assert.Contains($"`{web}` is not healthy any more", said, StringComparison.Ordinal);
        Assert.Contains("All was taken back", said, StringComparison.Ordinal);
        Assert.True(await ReachesAsync(containers, web, "store"));
        Assert.Equal([app], await containers.NetworksAsync(Token));
        Assert.Contains("taken back already", await house.Road.FailedAsync("network.apply", NetworkHouse.Named(number)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task When_a_step_fails_those_before_it_are_taken_back()
    {
        await using var containers = await TestContainers.RequireAsync(Token);
        var subnet = Subnet();
        // There is room for one container beside the gateway.
        await containers.MakeNetworkAsync("data", isInternal: true, subnet: $"{subnet}.0/30", cancellationToken: Token);
        var one = await containers.MakeNetworkAsync("one", isInternal: true, cancellationToken: Token);
        var first = await containers.RunAsync("db1", NetworkHouse.Serve, change: NetworkHouse.On(one), cancellationToken: Token);
        var second = await containers.RunAsync("db2", NetworkHouse.Serve, change: NetworkHouse.On(Network.DefaultBridge), cancellationToken: Token);
        await using var house = await NetworkHouse.StartAsync(containers);
        var (number, steps) = await house.PlanAsync();
        Assert.Equal(3, steps.Length);

        var said = await house.Road.FailedAsync("network.apply", NetworkHouse.Named(number));

        Assert.StartsWith($"Step 2 (connect `{second}` to `{containers.Prefix}-data`) failed", said, StringComparison.Ordinal);
        Assert.Contains("All was taken back", said, StringComparison.Ordinal);
        Assert.Equal([one], await ConnectedAsync(containers, first));
        Assert.Equal([Network.DefaultBridge], await ConnectedAsync(containers, second));
    }

    [Fact]
    public async Task A_published_port_moves_along_and_what_is_ours_and_the_sandboxs_stays()
    {
        await using var containers = await TestContainers.RequireAsync(Token);
        var ours = await containers.MakeNetworkAsync("ours", cancellationToken: Token);
        var port = FreePort();
        var web = await containers.RunAsync("web", NetworkHouse.Serve, cancellationToken: Token, change: wanted =>
        {
            wanted.HostConfig!.NetworkMode = Network.DefaultBridge;
            wanted.ExposedPorts = new Dictionary<string, EmptyStruct> { ["8080/tcp"] = default };
            wanted.HostConfig.PortBindings = new Dictionary<string, IList<PortBinding>> { ["8080/tcp"] = [new PortBinding { HostIP = "127.0.0.1", HostPort = $"{port}" }] };
        });
        var bot = await containers.RunAsync("web-bot", NetworkHouse.Serve, change: NetworkHouse.On(ours), cancellationToken: Token);
        var db = await containers.RunAsync("db", NetworkHouse.Serve, change: NetworkHouse.On(ours), cancellationToken: Token);
        var worker = await containers.RunAsync("web-worker", NetworkHouse.Serve, labels: new Dictionary<string, string> { ["hydrabot.sandbox"] = "x", ["hydrabot.sandbox.until"] = "4102444800" }, change: NetworkHouse.On(ours), cancellationToken: Token);
        var proc = Directory.CreateTempSubdirectory("hydrabot-proc-");
        await File.WriteAllTextAsync(Path.Combine(proc.CreateSubdirectory("self").FullName, "mountinfo"), $"1 2 0:1 /var/lib/docker/containers/{(await containers.InspectAsync(bot, Token)).ID}/hostname /etc/hostname rw\n", Token);
        try
        {
            await using var house = await NetworkHouse.StartAsync(containers, ("Fleet:ProcPath", proc.FullName));
            Assert.Equal("hello", await AskAsync(port));

            var (number, steps) = await house.PlanAsync();
            Assert.All(steps.Skip(1), step => Assert.Contains($"`{web}`", step, StringComparison.Ordinal));
            await house.Road.DoneAsync("network.apply", NetworkHouse.Named(number));

            Assert.Equal("hello", await AskAsync(port));
            Assert.Equal([$"{containers.Prefix}-public"], (await containers.InspectAsync(web, Token)).NetworkSettings!.Networks!.Keys);
            foreach (var name in new[] { bot, db, worker })
                Assert.Equal([ours], (await containers.InspectAsync(name, Token)).NetworkSettings!.Networks!.Keys);
            var (map, report) = await house.Road.DoneAsync("network.map");
            Assert.Equal("image/png", map.Picture!.MediaType);
            Assert.DoesNotContain(worker, report.GetRawText(), StringComparison.Ordinal);
            Assert.Contains(report.GetProperty("difference").GetProperty("openings").EnumerateArray(), opening => opening.GetProperty("container").GetString() == db);

            await house.Road.DoneAsync("network.undo", NetworkHouse.Named(number));
            Assert.Equal("hello", await AskAsync(port));
            Assert.Equal([Network.DefaultBridge], (await containers.InspectAsync(web, Token)).NetworkSettings!.Networks!.Keys);
        }
        finally
        {
            proc.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task A_plan_that_is_not_what_would_be_done_now_is_refused()
    {
        await using var containers = await TestContainers.RequireAsync(Token);
        var app = await containers.MakeNetworkAsync("app", cancellationToken: Token);
        await containers.RunAsync("web", NetworkHouse.Serve, change: NetworkHouse.On(app), cancellationToken: Token);
        await containers.RunAsync("db", NetworkHouse.Serve, change: NetworkHouse.On(app), cancellationToken: Token);
        await using var house = await NetworkHouse.StartAsync(containers);
        var (number, _) = await house.PlanAsync();
        await containers.RunAsync("db2", NetworkHouse.Serve, change: NetworkHouse.On(app), cancellationToken: Token);

        Assert.Contains("is not what would be done now", await house.Road.FailedAsync("network.apply", NetworkHouse.Named(number)), StringComparison.Ordinal);
        Assert.Contains("/network plan", await house.Road.FailedAsync("network.apply", NetworkHouse.Named(1)), StringComparison.Ordinal);
        Assert.Equal([app], await containers.NetworksAsync(Token));
    }

    private static Task<bool> ReachesAsync(TestContainers containers, string from, string to) => containers.TryAsync(from, ["timeout", "2", "/bin/busybox", "nc", to, "8080"], Token);

    /// <summary>An engine may list one that it could not connect a container to, but then there is no endpoint.</summary>
    private static async Task<IEnumerable<string>> ConnectedAsync(TestContainers containers, string name) =>
        (await containers.InspectAsync(name, Token)).NetworkSettings!.Networks!.Where(network => network.Value.EndpointID is { Length: > 0 }).Select(network => network.Key);

    private static async Task<string> AddressAsync(TestContainers containers, string name) => (await containers.InspectAsync(name, Token)).NetworkSettings!.Networks!.Values.First().IPAddress!;

    /// <summary>The first three numbers of one that nobody else here uses.</summary>
    private static string Subnet() => $"10.{Random.Shared.Next(200, 250)}.{Random.Shared.Next(256)}";

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Between two networks the port may be away for a moment; only what it answers in the end counts.</summary>
    private static async Task<string> AskAsync(int port)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Token);
        patience.CancelAfter(TimeSpan.FromSeconds(30));
        while (true)
        {
            patience.Token.ThrowIfCancellationRequested();
            try
            {
                using var client = new TcpClient();
                await client.ConnectAsync(IPAddress.Loopback, port, patience.Token);
                using var reader = new StreamReader(client.GetStream());
                if (await reader.ReadLineAsync(patience.Token) is { } line)
                    return line;
            }
            catch (Exception refused) when (refused is SocketException or IOException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, patience.Token);
            }
        }
    }
}
