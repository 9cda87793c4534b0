using System.Text.Json;
using HydraBot.Governance.Operations;
using HydraBot.Testing.Docker;
using Xunit;

namespace HydraBot.IntegrationTests.Fleet;

/// <summary>Containers that are made anew on a real engine: from images that are built here, from compose files, and back.</summary>
public sealed class DeployTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_service_is_built_and_becomes_what_its_file_says()
    {
        await using var containers = await TestContainers.RequireAsync(Token);
        var image = $"hydrabot-test-{containers.Prefix}:1";
        await using var house = await ComposeHouse.StartAsync(Compose(image));
        await File.WriteAllTextAsync(Path.Combine(house.Folder, ".env"), "GREETING='hello from .env'\nDB_PASSWORD=hunter2hunter2\n", Token);
        await File.WriteAllTextAsync(Path.Combine(house.Folder, "Dockerfile"), $"FROM {BusyboxImage.Name}\nARG VERSION\nENV VERSION=$VERSION\nCOPY page.txt /page.txt\n", Token);
        await File.WriteAllTextAsync(Path.Combine(house.Folder, ".dockerignore"), "*.secret\n", Token);
        await File.WriteAllTextAsync(Path.Combine(house.Folder, "page.txt"), "the second edition\n", Token);
        var web = await containers.RunAsync("web", ComposeHouse.Serve, labels: house.Labels("web"), cancellationToken: Token);
        var before = await containers.InspectAsync(web, Token);
        try
        {
            var (card, value) = await house.Road.DoneAsync("container.deploy", Arguments(web));

            Assert.Equal((CardSeverity.Good, "healthy", true), (card.Severity, value.GetProperty("health").GetString(), value.GetProperty("newImage").GetBoolean()));
            var after = await containers.InspectAsync(web, Token);
            Assert.NotEqual(before.ID, after.ID);
            Assert.Equal(image, after.Config!.Image);
            Assert.Contains("GREETING=hello from .env", after.Config.Env!);
            Assert.Contains("VERSION=7", after.Config.Env!);
            Assert.Contains("the second edition", (await house.Road.DoneAsync("container.logs", Arguments(web))).Value.GetProperty("text").GetString(), StringComparison.Ordinal);
            Assert.Equal(("kept", "kept", "unless-stopped", 48L << 20), (after.Config.Labels!["own"], after.Config.Labels["own"], "unless-stopped", after.HostConfig!.Memory));
            Assert.Equal(Docker.DotNet.Models.RestartPolicyKind.UnlessStopped, after.HostConfig.RestartPolicy!.Name);
            Assert.Equal([$"{house.Folder}:/data:ro"], after.HostConfig.Binds);
            Assert.Equal("web", after.Config.Labels["com.docker.compose.service"]);
            Assert.DoesNotContain("hunter2", JsonSerializer.Serialize(card.Fields) + card.Text, StringComparison.Ordinal);
            Assert.DoesNotContain((await house.Road.DoneAsync("container.list")).Value.GetProperty("containers").EnumerateArray(), one => one.GetProperty("name").GetString()!.StartsWith($"{web}-before", StringComparison.Ordinal));

            // The next edition is bad, and the one before comes back.
            await File.WriteAllTextAsync(Path.Combine(house.Folder, "Dockerfile"), $"FROM {BusyboxImage.Name}\nENTRYPOINT [\"/bin/sh\", \"-c\", \"echo no such table; exit 3\"]\n", Token);
            var said = await house.Road.FailedAsync("container.deploy", """{"container": "web"}""".Replace("web", web, StringComparison.Ordinal));
            Assert.Contains("rolled back", said, StringComparison.Ordinal);
            Assert.Contains("no such table", said, StringComparison.Ordinal);
            var back = await containers.InspectAsync(web, Token);
            Assert.Equal((after.ID, true), (back.ID, back.State!.Running));
        }
        finally
        {
            await containers.ForgetImageAsync(image);
        }
    }

    [Fact]
    public async Task Without_a_compose_file_it_is_made_anew_as_it_was_and_its_nameless_volume_goes_on()
    {
        await using var containers = await TestContainers.RequireAsync(Token);
        await using var house = await ComposeHouse.StartAsync("services: {}\n");
        var web = await containers.RunAsync("web", $"test -f /kept/since && echo it was here before; touch /kept/since; {ComposeHouse.Serve}", volume: "/kept", cancellationToken: Token);
        var before = await containers.InspectAsync(web, Token);

        var (card, value) = await house.Road.DoneAsync("container.deploy", Arguments(web));

        var after = await containers.InspectAsync(web, Token);
        Assert.NotEqual(before.ID, after.ID);
        Assert.Equal(before.Mounts!.Single().Name, after.Mounts!.Single().Name);
        Assert.Contains("it was here before", (await house.Road.DoneAsync("container.logs", Arguments(web))).Value.GetProperty("text").GetString(), StringComparison.Ordinal);
        // No registry has it, so the one that is here is taken, and that is said.
        Assert.Contains("could not be fetched", value.GetProperty("source").GetString(), StringComparison.Ordinal);
        Assert.Contains("no healthcheck", card.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_cannot_be_had_or_read_interrupts_nothing()
    {
        await using var containers = await TestContainers.RequireAsync(Token);
        await using var house = await ComposeHouse.StartAsync("services:\n  web:\n    image: 127.0.0.1:9/nothing:1\n    network_mode: none\n  lost:\n    image: hydrabot-test-busybox:1\n    networks: [nowhere]\n  wants:\n    image: ${TAG:?name a tag}\n");
        var web = await containers.RunAsync("web", ComposeHouse.Serve, labels: house.Labels("web"), cancellationToken: Token);
        var lost = await containers.RunAsync("lost", ComposeHouse.Serve, labels: house.Labels("lost"), cancellationToken: Token);
        var before = (await containers.InspectAsync(web, Token)).State!.StartedAt;

        Assert.Contains("name a tag", await house.Road.FailedAsync("container.deploy", Arguments(web)), StringComparison.Ordinal);
        await File.WriteAllTextAsync(house.File, (await File.ReadAllTextAsync(house.File, Token)).Replace("${TAG:?name a tag}", "x", StringComparison.Ordinal), Token);
        Assert.Contains("cannot be fetched", await house.Road.FailedAsync("container.deploy", Arguments(web)), StringComparison.Ordinal);
        Assert.Contains("network test_nowhere", await house.Road.FailedAsync("container.deploy", Arguments(lost)), StringComparison.Ordinal);
        await File.WriteAllTextAsync(house.File, "services:\n  web:\n   - image\n  x: [\n", Token);
        Assert.Contains($"{house.File}:", await house.Road.FailedAsync("container.deploy", Arguments(web)), StringComparison.Ordinal);

        Assert.Equal(before, (await containers.InspectAsync(web, Token)).State!.StartedAt);
    }

    private static string Compose(string image) => $$"""
        x-all: &all
          restart: unless-stopped
          network_mode: none
        services:
          web:
            <<: *all
            image: {{image}}
            build:
              context: .
              args: { VERSION: "${VERSION:-7}" }
            command: ["cat /page.txt; touch /tmp/ready; trap 'exit 0' TERM; while true; do sleep 1 & wait $$!; done"]
            environment:
              - GREETING=${GREETING}
              - DB_PASSWORD
            labels: { own: kept, hydrabot.test: "${PREFIX:-{{image.Split('-')[^1].Split(':')[0]}}}", hydrabot.heal: "false" }
            mem_limit: 48m
            volumes: [".:/data:ro"]
            healthcheck: { test: "test -f /tmp/ready", interval: 1s, retries: 2 }
        """;

    private static string Arguments(string container) => JsonSerializer.Serialize(new { container });
}
