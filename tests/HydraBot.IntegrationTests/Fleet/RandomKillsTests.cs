using System.Globalization;
using Docker.DotNet.Models;
using HydraBot.Testing.Docker;
using Xunit;

namespace HydraBot.IntegrationTests.Fleet;

/// <summary>Many containers at once, killed again and again.</summary>
public class RandomKillsTests
{
    private const string Serve = "trap 'exit 0' TERM; echo serving; while true; do sleep 1 & wait $!; done";

    /// <summary>Three waves of kills, or as many as fit into the minutes that <c>HYDRA_KILL_MINUTES</c> names.</summary>
    private static TimeSpan Minutes => TimeSpan.FromMinutes(int.Parse(Environment.GetEnvironmentVariable("HYDRA_KILL_MINUTES") ?? "0", CultureInfo.InvariantCulture));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Twenty_containers_that_are_killed_at_random_all_come_back_and_are_told_of_together()
    {
        await using var containers = await TestContainers.RequireAsync(Token);
        var names = await Task.WhenAll(Enumerable.Range(0, 20).Select(number => containers.RunAsync($"c{number}", Serve, restart: RestartPolicyKind.UnlessStopped, heal: true, cancellationToken: Token)));
        await using var house = await CareHouse.StartAsync(
            containers, ("Fleet:Alerts:Gather", "00:00:02"), ("Fleet:Heal:PerHour", "1000"), ("Fleet:Heal:TotalPerHour", "10000"), ("Fleet:Heal:MaxFailures", "100"), ("Fleet:Heal:MaxBackOff", "00:00:05"));
        var random = new Random(7);

        var began = TimeProvider.System.GetTimestamp();
        for (var wave = 0; wave < 3 || TimeProvider.System.GetElapsedTime(began) < Minutes; wave++)
        {
            foreach (var name in names.OrderBy(_ => random.Next()).Take(10))
            {
                try
                {
                    await containers.KillAsync(name, Token);
                }
                catch (Docker.DotNet.DockerApiException)
                {
                    // It is down from the wave before.
                }
            }

            await house.Notices.UntilAsync(_ => true, Token);
        }

        // Whatever comes back is told of, so there is always something to wait for until all run.
        foreach (var name in names)
        {
            while ((await containers.InspectAsync(name, Token)).State?.Running != true)
                await house.Notices.UntilAsync(_ => true, Token);
        }

        Assert.All(await house.RanAsync(), operation => Assert.Equal("container.heal", operation));
        Assert.InRange(house.Notices.Newest.Count, 1, 3);
    }
}
