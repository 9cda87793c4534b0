using System.Text.Json;
using HydraBot.Governance.Operations;
using HydraBot.Testing.Docker;
using Xunit;

namespace HydraBot.IntegrationTests.Fleet;

/// <summary>Healthchecks for containers without one, on a real engine and in real files.</summary>
public sealed class HealthcheckTests
{
    private const string Compose = "# The house\r\nservices:\r\n  web:\r\n    image: hydrabot-test-busybox:1 # ours\r\n    environment: [\"DB_PASSWORD=hunter2hunter2\"]\r\n\r\n  # said of db\r\n  db:\r\n    image: postgres";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task One_is_found_proposed_written_and_healthy_and_the_container_is_the_same_but_for_it()
    {
        await using var containers = await TestContainers.RequireAsync(Token);
        await using var house = await ComposeHouse.StartAsync(Compose);
        var web = await containers.RunAsync("web", $"touch /tmp/ready; {ComposeHouse.Serve}", labels: house.Labels("web"), cancellationToken: Token);
        var before = await containers.InspectAsync(web, Token);

        var worker = await containers.RunAsync("worker", ComposeHouse.Serve, labels: new Dictionary<string, string> { ["hydrabot.sandbox"] = "x", ["hydrabot.sandbox.until"] = "4102444800" }, cancellationToken: Token);
        var (_, list) = await house.Road.DoneAsync("healthcheck.list");
        Assert.DoesNotContain(list.GetProperty("missing").EnumerateArray(), one => one.GetProperty("container").GetString() == worker);
        var missing = list.GetProperty("missing").EnumerateArray().Single(one => one.GetProperty("container").GetString() == web);
        Assert.Equal(("test -f /tmp/ready", house.File), (missing.GetProperty("check").GetString(), missing.GetProperty("file").GetString()));
        var (card, proposal) = await house.Road.DoneAsync("healthcheck.propose", Arguments(web));
        var difference = proposal.GetProperty("difference").GetString()!;
        Assert.Contains("+    healthcheck:\n+      test: [\"CMD-SHELL\", \"test -f /tmp/ready\"]\n", difference, StringComparison.Ordinal);
        Assert.Contains("```diff", card.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", difference + card.Text, StringComparison.Ordinal);
        Assert.Equal(Compose, await File.ReadAllTextAsync(house.File, Token));

        var (done, applied) = await house.Road.DoneAsync("healthcheck.apply", Arguments(web, proposal.GetProperty("proposal").GetString()));

        Assert.Equal((CardSeverity.Good, "healthy"), (done.Severity, applied.GetProperty("health").GetString()));
        var after = await containers.InspectAsync(web, Token);
        Assert.Equal("healthy", after.State?.Health?.Status);
        Assert.NotEqual(before.ID, after.ID);
        Assert.Equal(
            (before.Image, string.Join(' ', before.Config!.Cmd!), before.HostConfig!.Memory, before.HostConfig.NetworkMode, before.Config.Labels!.Count),
            (after.Image, string.Join(' ', after.Config!.Cmd!), after.HostConfig!.Memory, after.HostConfig.NetworkMode, after.Config.Labels!.Count));
        var written = await File.ReadAllTextAsync(house.File, Token);
        const string Inserted = "    healthcheck:\r\n      test: [\"CMD-SHELL\", \"test -f /tmp/ready\"]\r\n      interval: 1s\r\n      timeout: 5s\r\n      retries: 2\r\n      start_period: 0s\r\n";
        Assert.Equal(Compose, written.Replace(Inserted, "", StringComparison.Ordinal));
        Assert.Contains("hunter2hunter2\"]\r\n" + Inserted + "\r\n  # said of db", written, StringComparison.Ordinal);
        Assert.Contains("has a healthcheck already", await house.Road.FailedAsync("healthcheck.propose", Arguments(web)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_that_never_becomes_healthy_is_taken_back_with_file_and_container()
    {
        await using var containers = await TestContainers.RequireAsync(Token);
        await using var house = await ComposeHouse.StartAsync(Compose);
        var web = await containers.RunAsync("web", ComposeHouse.Serve, labels: house.Labels("web"), cancellationToken: Token);
        var before = await containers.InspectAsync(web, Token);
        var (_, proposal) = await house.Road.DoneAsync("healthcheck.propose", Arguments(web));

        var said = await house.Road.FailedAsync("healthcheck.apply", Arguments(web, proposal.GetProperty("proposal").GetString()));

        Assert.Contains("rolled back", said, StringComparison.Ordinal);
        Assert.Contains("unhealthy", said, StringComparison.Ordinal);
        var after = await containers.InspectAsync(web, Token);
        Assert.Equal((before.ID, true), (after.ID, after.State!.Running));
        Assert.Equal(Compose, await File.ReadAllTextAsync(house.File, Token));
        Assert.Single(Directory.GetFiles(house.Folder));
    }

    [Fact]
    public async Task What_changed_since_the_proposal_is_not_written_over()
    {
        await using var containers = await TestContainers.RequireAsync(Token);
        await using var house = await ComposeHouse.StartAsync(Compose);
        var web = await containers.RunAsync("web", $"touch /tmp/ready; {ComposeHouse.Serve}", labels: house.Labels("web"), cancellationToken: Token);
        var (_, proposal) = await house.Road.DoneAsync("healthcheck.propose", Arguments(web));
        await File.AppendAllTextAsync(house.File, " # pinned later", Token);

        var said = await house.Road.FailedAsync("healthcheck.apply", Arguments(web, proposal.GetProperty("proposal").GetString()));

        Assert.Contains("Nothing was changed", said, StringComparison.Ordinal);
        Assert.Equal(Compose + " # pinned later", await File.ReadAllTextAsync(house.File, Token));
    }

    [Fact]
    public async Task A_check_whose_program_is_missing_interrupts_nothing()
    {
        await using var containers = await TestContainers.RequireAsync(Token);
        await using var house = await ComposeHouse.StartAsync(Compose, ("Fleet:Compose:Checks:0:Test", "pg_isready -q"));
        var web = await containers.RunAsync("web", ComposeHouse.Serve, labels: house.Labels("web"), cancellationToken: Token);
        var before = await containers.InspectAsync(web, Token);
        var (_, proposal) = await house.Road.DoneAsync("healthcheck.propose", Arguments(web));

        Assert.Contains("pg_isready: not found", await house.Road.FailedAsync("healthcheck.apply", Arguments(web, proposal.GetProperty("proposal").GetString())), StringComparison.Ordinal);

        Assert.Equal(before.State!.StartedAt, (await containers.InspectAsync(web, Token)).State!.StartedAt);
        Assert.Equal(Compose, await File.ReadAllTextAsync(house.File, Token));
    }

    [Fact]
    public async Task Files_that_are_mounted_elsewhere_are_found_by_a_setting()
    {
        await using var containers = await TestContainers.RequireAsync(Token);
        var elsewhere = $"/srv/{containers.Prefix}";
        await using var house = await ComposeHouse.StartAsync(Compose, ("Fleet:Compose:Paths:0:From", elsewhere), ("Fleet:Compose:Paths:0:To", Path.GetTempPath()));
        var labels = house.Labels("web").ToDictionary(label => label.Key, label => label.Value.Replace(Path.GetTempPath().TrimEnd('/'), elsewhere, StringComparison.Ordinal));
        var web = await containers.RunAsync("web", ComposeHouse.Serve, labels: labels, cancellationToken: Token);

        var (_, proposal) = await house.Road.DoneAsync("healthcheck.propose", Arguments(web));

        Assert.StartsWith(elsewhere, proposal.GetProperty("file").GetString(), StringComparison.Ordinal);
    }

    private static string Arguments(string container, string? proposal = null) => JsonSerializer.Serialize(proposal is null ? new { container } : (object)new { container, proposal });
}
