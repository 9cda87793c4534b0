using System.Text.Json;
using HydraBot.Governance.Operations;
using HydraBot.Testing.Docker;
using Xunit;

namespace HydraBot.IntegrationTests.Fleet;

/// <summary>Compose files beside what runs of them.</summary>
public sealed class ComposeCheckTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Drift_is_found_and_gone_after_a_deploy()
    {
        await using var containers = await TestContainers.RequireAsync(Token);
        await using var house = await ComposeHouse.StartAsync($$"""
            services:
              web:
                image: {{BusyboxImage.Name}}
                network_mode: none
                command: ["{{ComposeHouse.Serve.Replace("$", "$$", StringComparison.Ordinal)}}"]
                restart: unless-stopped
                environment: { DB_PASSWORD: hunter2hunter2, MODE: new }
                volumes: [".:/data:ro"]
                labels: { hydrabot.test: "{{containers.Prefix}}", hydrabot.heal: "false" }
            """);
        var project = containers.Prefix;
        var labels = house.Labels("web");
        labels["com.docker.compose.project"] = project;
        var web = await containers.RunAsync("web", $"echo before; {ComposeHouse.Serve}", labels: labels, cancellationToken: Token);
        labels["com.docker.compose.service"] = "gone";
        var gone = await containers.RunAsync("gone", ComposeHouse.Serve, labels: labels, cancellationToken: Token);
        var arguments = JsonSerializer.Serialize(new { project });

        var (card, report) = await house.Road.DoneAsync("compose.check", arguments);

        var drift = report.GetProperty("findings").EnumerateArray().Where(one => one.GetProperty("rule").GetString() == "drift").Select(one => one.GetProperty("text").GetString()!).ToArray();
        Assert.Contains(drift, text => text.Contains("lacks DB_PASSWORD, MODE", StringComparison.Ordinal));
        Assert.Contains(drift, text => text.Contains("has the command `echo before;", StringComparison.Ordinal));
        Assert.Contains(drift, text => text.Contains("restart policy no, and the file says unless-stopped", StringComparison.Ordinal));
        Assert.Contains(drift, text => text.Contains($"mounts nothing, and the file says {house.Folder}:/data:ro", StringComparison.Ordinal));
        Assert.Contains(report.GetProperty("findings").EnumerateArray(), one => one.GetProperty("rule").GetString() == "orphan" && one.GetProperty("text").GetString()!.Contains(gone, StringComparison.Ordinal));
        Assert.DoesNotContain("hunter2", report.GetRawText() + card.Text, StringComparison.Ordinal);

        await house.Road.DoneAsync("container.deploy", JsonSerializer.Serialize(new { container = web }));

        Assert.DoesNotContain("\"drift\"", (await house.Road.DoneAsync("compose.check", arguments)).Value.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_patch_is_written_once_and_only_into_the_file_that_was_seen()
    {
        await using var containers = await TestContainers.RequireAsync(Token);
        const string Text = "services:\r\n  graph: # ours\r\n    image: neo4j:5\r\n    environment:\r\n      NEO4J_AUTH: \"hunter2hunter2\"";
        await using var house = await ComposeHouse.StartAsync(Text);
        var file = JsonSerializer.Serialize(new { file = house.File });
        var (_, report) = await house.Road.DoneAsync("compose.check", file);
        var patch = report.GetProperty("findings").EnumerateArray().Single(one => one.GetProperty("rule").GetString() == "neo4j-auth").GetProperty("patch").GetString();
        var apply = JsonSerializer.Serialize(new { patch, file = house.File });

        var (card, _) = await house.Road.DoneAsync("compose.apply", apply);

        Assert.Equal(Text.Replace("\"hunter2", "\"neo4j/hunter2", StringComparison.Ordinal), await File.ReadAllTextAsync(house.File, Token));
        Assert.DoesNotContain("hunter2", card.Text, StringComparison.Ordinal);
        Assert.Contains("Nothing was written", await house.Road.FailedAsync("compose.apply", apply), StringComparison.Ordinal);
        Assert.DoesNotContain("neo4j-auth", (await house.Road.DoneAsync("compose.check", file)).Value.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_no_YAML_is_told_with_its_line()
    {
        await using var containers = await TestContainers.RequireAsync(Token);
        await using var house = await ComposeHouse.StartAsync("services:\n  web:\n    image: nginx\n   ports: [\n");

        var (card, report) = await house.Road.DoneAsync("compose.check", JsonSerializer.Serialize(new { file = house.File }));

        var finding = Assert.Single(report.GetProperty("findings").EnumerateArray());
        Assert.Equal(("yaml", 4, CardSeverity.Bad), (finding.GetProperty("rule").GetString(), finding.GetProperty("line").GetInt32(), card.Severity));
    }
}
