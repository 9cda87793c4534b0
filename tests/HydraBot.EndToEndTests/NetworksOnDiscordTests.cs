using Docker.DotNet.Models;
using HydraBot.Testing.Docker;
using HydraBot.Testing.Drivers;
using Xunit;

namespace HydraBot.EndToEndTests;

/// <summary>Networks from the question to the change, through Discord, with the word of a person who has seen the steps.</summary>
public sealed class NetworksOnDiscordTests
{
    private const string Serve = "trap 'exit 0' TERM; while true; do sleep 1 & wait $!; done";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_network_is_taken_apart_once_somebody_has_seen_the_steps_and_agreed()
    {
        await using var containers = await TestContainers.RequireAsync(Token);
        var app = await containers.MakeNetworkAsync("app", cancellationToken: Token);
        Action<CreateContainerParameters> onApp = wanted => wanted.HostConfig!.NetworkMode = app;
        await containers.RunAsync("web", Serve, change: onApp, cancellationToken: Token);
        var db = await containers.RunAsync("db", Serve, change: onApp, cancellationToken: Token);
        await using var house = await HouseProcess.StartAsync(
            Token, storage: null, $"--Fleet:Networks:Prefix={containers.Prefix}", $"--Fleet:Networks:Zones:data:Containers:0={containers.Prefix}-db", "--Fleet:Networks:Zones:data:Internal=true",
            $"--Fleet:Networks:Zones:public:Containers:0={containers.Prefix}-web", "--Sandbox:TestAtStart=false");
        await using var member = await house.SignInAsync("operator", Token);

        await member.RunAsync("network plan", Token);
        var planned = Look.TextOf(await member.Screen.MessageAsync(message => Look.Says(message, $"disconnect `{db}` from `{app}`"), Token));
        await member.RunAsync("network apply", Token, ("plan", long.Parse(planned.Split("Plan ")[1].Split(':')[0], System.Globalization.CultureInfo.InvariantCulture)));
        var asked = await member.Screen.MessageAsync(message => Look.IsIn(message, member.Channel("approvals")) && Look.Says(message, "network.apply"), Token);
        Assert.Contains($"disconnect {db} from {app}", Look.TextOf(asked), StringComparison.Ordinal);
        Assert.Contains(app, (await containers.InspectAsync(db, Token)).NetworkSettings!.Networks!.Keys);
        await member.ReactAsync(asked, "✅", Token);

        await member.Screen.MessageAsync(message => Look.Says(message, "The networks are as they are wanted"), Token);
        Assert.DoesNotContain(app, (await containers.InspectAsync(db, Token)).NetworkSettings!.Networks!.Keys);
    }
}
