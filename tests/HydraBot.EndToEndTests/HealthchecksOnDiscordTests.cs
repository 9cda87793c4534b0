using HydraBot.Testing.Docker;
using HydraBot.Testing.Drivers;
using Xunit;

namespace HydraBot.EndToEndTests;

/// <summary>A healthcheck from the question to the healthy container, through Discord, with the word of a person who has seen the difference.</summary>
public sealed class HealthchecksOnDiscordTests : IDisposable
{
    private const string Compose = "services:\n  web:\n    image: hydrabot-test-busybox:1 # ours\n    environment:\n      DB_PASSWORD: hunter2hunter2\n";
    private const string Serve = "touch /tmp/ready; trap 'exit 0' TERM; while true; do sleep 1 & wait $!; done";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("hydrabot-compose-");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_healthcheck_is_proposed_approved_with_its_difference_in_sight_and_healthy()
    {
        await using var containers = await TestContainers.RequireAsync(Token);
        var file = Path.Combine(_folder.FullName, "compose.yaml");
        await File.WriteAllTextAsync(file, Compose, Token);
        var web = await containers.RunAsync("web", Serve, cancellationToken: Token, labels: new Dictionary<string, string>
        {
            ["com.docker.compose.project"] = "test",
            ["com.docker.compose.service"] = "web",
            ["com.docker.compose.project.config_files"] = file,
            ["com.docker.compose.project.working_dir"] = _folder.FullName,
        });
        await using var house = await HouseProcess.StartAsync(
            Token, storage: null, "--Fleet:Compose:Checks:0:Image=hydrabot-test-*", "--Fleet:Compose:Checks:0:Test=test -f /tmp/ready", "--Fleet:Compose:Interval=00:00:01", "--Sandbox:TestAtStart=false");
        await using var member = await house.SignInAsync("operator", Token);

        await member.RunAsync("healthcheck propose", Token, ("container", web));
        var proposed = Look.TextOf(await member.Screen.MessageAsync(message => Look.Says(message, $"A healthcheck for {web}"), Token));
        Assert.DoesNotContain("hunter2", proposed, StringComparison.Ordinal);
        await member.RunAsync("healthcheck apply", Token, ("container", web), ("proposal", proposed.Split("proposal:")[1].Split('`')[0].Trim()));
        var asked = await member.Screen.MessageAsync(message => Look.IsIn(message, member.Channel("approvals")) && Look.Says(message, "healthcheck.apply"), Token);
        Assert.Contains("+    healthcheck:", Look.TextOf(asked), StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", Look.TextOf(asked), StringComparison.Ordinal);
        Assert.Equal(Compose, await File.ReadAllTextAsync(file, Token));
        await member.ReactAsync(asked, "✅", Token);

        await member.Screen.MessageAsync(message => Look.Says(message, $"{web} has a healthcheck and is healthy"), Token);
        Assert.Equal("healthy", (await containers.InspectAsync(web, Token)).State!.Health!.Status);
        Assert.StartsWith(Compose + "    healthcheck:\n", await File.ReadAllTextAsync(file, Token), StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
