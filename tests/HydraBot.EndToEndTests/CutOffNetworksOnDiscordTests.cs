using System.Globalization;
using System.Text.Json.Nodes;
using HydraBot.Testing.Docker;
using HydraBot.Testing.Drivers;
using Xunit;

namespace HydraBot.EndToEndTests;

/// <summary>The house is killed in the middle of a network plan, and the next one says so and does nothing about it before a person's word.</summary>
public sealed class CutOffNetworksOnDiscordTests : IDisposable
{
    private const string Serve = "trap 'exit 0' TERM; while true; do sleep 1 & wait $!; done";

    private readonly DirectoryInfo _storage = Directory.CreateTempSubdirectory("hydrabot-cut-off-");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_plan_that_a_kill_cut_off_is_told_of_at_the_next_start_gone_on_with_and_taken_back()
    {
        await using var containers = await TestContainers.RequireAsync(Token);
        var app = await containers.MakeNetworkAsync("app", cancellationToken: Token);
        var data = $"{containers.Prefix}-data";
        await containers.RunAsync("web", Serve, change: wanted => wanted.HostConfig!.NetworkMode = app, cancellationToken: Token);
        var databases = await Task.WhenAll(Enumerable.Range(0, 5).Select(number => containers.RunAsync($"db{number}", Serve, change: wanted => wanted.HostConfig!.NetworkMode = app, cancellationToken: Token)));
        string[] settings =
        [
            $"--Fleet:Networks:Prefix={containers.Prefix}", $"--Fleet:Networks:Zones:data:Containers:0={containers.Prefix}-db*", "--Fleet:Networks:Zones:data:Internal=true",
            $"--Fleet:Networks:Zones:public:Containers:0={containers.Prefix}-web", "--Sandbox:TestAtStart=false", "--Fleet:Alerts:Gather=00:00:00.2",
        ];
        long plan;
        await using (var first = await HouseProcess.StartAsync(Token, _storage.FullName, settings))
        {
            await using var member = await first.SignInAsync("operator", Token);
            await member.RunAsync("network plan", Token);
            var planned = Look.TextOf(await member.Screen.MessageAsync(message => Look.Says(message, $"disconnect `{databases[4]}` from `{app}`"), Token));
            plan = long.Parse(planned.Split("Plan ")[1].Split(':')[0], CultureInfo.InvariantCulture);
            await member.RunAsync("network apply", Token, ("plan", plan));
            await member.ReactAsync(await AskedAsync(member, "network.apply"), "✅", Token);
            await containers.UntilJoinedAsync(data, Token);
            await first.KillAsync();
        }

        var half = await NetworksAsync(containers, databases);
        Assert.Contains(half, networks => networks.Contains(app));
        Assert.Contains(half, networks => networks.Contains(data));

        await using var second = await HouseProcess.StartAsync(Token, _storage.FullName, settings);
        await using var person = await second.SignInAsync("operator", Token);
        var told = await person.FindAsync("alerts", message => Look.Says(message, $"Network plan {plan} was cut off"), Token);
        Assert.Contains($"/network resume {plan}", Look.TextOf(told), StringComparison.Ordinal);
        Assert.Equal(half, await NetworksAsync(containers, databases));

        await person.RunAsync("network resume", Token, ("plan", plan));
        var asked = await AskedAsync(person, "network.resume");
        Assert.Contains($"disconnect {databases[4]} from {app}", Look.TextOf(asked), StringComparison.Ordinal);
        await person.ReactAsync(asked, "✅", Token);
        await person.Screen.MessageAsync(message => Look.Says(message, "The networks are as they are wanted"), Token);
        await person.Screen.MessageAsync(message => Look.IsIn(message, person.Channel("alerts")) && Look.Says(message, $"All clear, it was: Network plan {plan} was cut off"), Token);
        Assert.All(await NetworksAsync(containers, databases), networks => Assert.Equal([data], networks));

        await person.RunAsync("network undo", Token, ("plan", plan));
        await person.ReactAsync(await AskedAsync(person, "network.undo"), "✅", Token);
        await person.Screen.MessageAsync(message => Look.Says(message, $"Plan {plan} is taken back"), Token);
        Assert.All(await NetworksAsync(containers, databases), networks => Assert.Equal([app], networks));
    }

    public void Dispose() => _storage.Delete(recursive: true);

    private static Task<JsonNode> AskedAsync(MemberSession member, string operation) =>
        member.Screen.MessageAsync(message => Look.IsIn(message, member.Channel("approvals")) && Look.Says(message, "Approval needed") && Look.Says(message, operation), Token);

    private static async Task<string[][]> NetworksAsync(TestContainers containers, IEnumerable<string> names) =>
        await Task.WhenAll(names.Select(async name => ((await containers.InspectAsync(name, Token)).NetworkSettings!.Networks!.Keys).Order(StringComparer.Ordinal).ToArray()));
}
