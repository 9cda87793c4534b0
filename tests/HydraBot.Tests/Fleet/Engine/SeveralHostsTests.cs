using HydraBot.Fleet;
using HydraBot.Fleet.Containers;
using HydraBot.Fleet.Engine;
using HydraBot.Governance.Operations;
using HydraBot.Testing.Road;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace HydraBot.Tests.Fleet.Engine;

/// <summary>Several hosts, and what becomes of the others when one is silent.</summary>
public class SeveralHostsTests
{
    [Fact]
    public async Task Containers_of_other_hosts_bear_the_hosts_name_and_are_meant_by_it()
    {
        await using var own = await FakeDockerEngine.StartAsync(new FakeContainer("web"));
        await using var nas = await FakeDockerEngine.StartAsync(new FakeContainer("web"), new FakeContainer("db") { Status = "Up 3 hours (unhealthy)" });
        await using var road = await HouseAsync(own, ("nas", nas.Address));

        var (_, list) = await road.DoneAsync("container.list");
        var (card, _) = await road.DoneAsync("status");
        await road.DoneAsync("container.restart", """{"container": "web@nas"}""");

        Assert.Equal(["db@nas", "web", "web@nas"], list.GetProperty("containers").EnumerateArray().Select(one => one.GetProperty("name").GetString()));
        Assert.Contains("`db@nas` is unhealthy", card.Text, StringComparison.Ordinal);
        Assert.Equal((0, 1), (own.Containers[0].Restarts, nas.Containers[0].Restarts));
        var elsewhere = await Assert.ThrowsAsync<OperationException>(() => road.Services.GetRequiredService<ContainerFinder>().FindHereAsync("db", TestContext.Current.CancellationToken));
        Assert.StartsWith("`db@nas` is on `nas`", elsewhere.Message, StringComparison.Ordinal);
        Assert.Equal(["web", "web@nas"], await road.SuggestAsync("container.restart", "container", "web"));
    }

    [Fact]
    public async Task A_host_that_hangs_says_so_and_holds_nobody_up()
    {
        await using var own = await FakeDockerEngine.StartAsync(new FakeContainer("web"));
        await using var nas = await FakeDockerEngine.StartAsync(new FakeContainer("db"));
        nas.Instead = context => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted);
        await using var road = await HouseAsync(own, ("nas", nas.Address));

        var (card, list) = await road.DoneAsync("container.list");
        var (status, _) = await road.DoneAsync("status");
        var missing = await road.FailedAsync("container.restart", """{"container": "db@nas"}""");
        await road.DoneAsync("container.restart", """{"container": "web"}""");

        Assert.Equal("web", Assert.Single(list.GetProperty("containers").EnumerateArray()).GetProperty("name").GetString());
        Assert.Contains($"`nas`: No container engine answers at {nas.Address}", card.Text, StringComparison.Ordinal);
        Assert.Contains("The engine of `nas` does not answer.", status.Text, StringComparison.Ordinal);
        Assert.Contains("1 of 1 running", Assert.Single(status.Fields, field => field.Name == "Containers").Value, StringComparison.Ordinal);
        Assert.Contains(nas.Address, missing, StringComparison.Ordinal);
        Assert.Equal(1, own.Containers[0].Restarts);
    }

    [Fact]
    public async Task Without_an_engine_of_its_own_the_house_cares_for_others()
    {
        await using var nas = await FakeDockerEngine.StartAsync(new FakeContainer("db"));
        await using var road = await Rooms.BuildAsync(builder => builder.AddFleet(), ("Fleet:Engine", "unix:///nowhere/engine.sock"), ("Fleet:Engines:nas:Address", nas.Address), ("Fleet:StatusTimeout", "00:00:20"));

        var (card, _) = await road.DoneAsync("status");
        await road.DoneAsync("container.restart", """{"container": "db"}""");

        Assert.Contains("The engine of this machine does not answer.", card.Text, StringComparison.Ordinal);
        Assert.Equal(1, nas.Containers[0].Restarts);
    }

    [Fact]
    public void A_host_is_never_taken_for_an_option_of_ssh()
    {
        Assert.False(EngineRoute.IsAddress("ssh://-oProxyCommand=evil"));
        Assert.False(EngineRoute.IsAddress("ssh://-l@host"));

        var arguments = SshStream.Arguments(new EngineOptions { Address = "ssh://ada@nas.home:2222", KeyFile = "/keys/id" });

        Assert.Equal(["-l", "ada", "-p", "2222", "-i", "/keys/id", "-o", "IdentitiesOnly=yes", "--", "nas.home", "docker", "system", "dial-stdio"], arguments.Skip(9));
        Assert.Contains("BatchMode=yes", arguments);
    }

    private static Task<TestRoad> HouseAsync(FakeDockerEngine own, params (string Name, string Address)[] others) => Rooms.BuildAsync(
        builder => builder.AddFleet(),
        [("Fleet:Engine", own.Address), ("Fleet:ReadTimeout", "00:00:03"), ("Fleet:StatusTimeout", "00:00:04"), .. others.Select(other => ($"Fleet:Engines:{other.Name}:Address", other.Address))]);
}
