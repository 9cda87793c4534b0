using Docker.DotNet.Models;
using HydraBot.Fleet.Metrics;
using HydraBot.Governance.Operations;
using HydraBot.Testing.Docker;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace HydraBot.IntegrationTests.Fleet;

/// <summary>Healing on a real Docker engine.</summary>
public class HealingTests
{
    private const string Serve = "trap 'exit 0' TERM; echo serving; while true; do sleep 1 & wait $!; done";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_killed_comes_back_and_what_a_person_stopped_stays_down()
    {
        await using var containers = await TestContainers.RequireAsync(Token);
        var killed = await containers.RunAsync("killed", Serve, restart: RestartPolicyKind.UnlessStopped, heal: true, cancellationToken: Token);
        var stopped = await containers.RunAsync("stopped", Serve, restart: RestartPolicyKind.UnlessStopped, heal: true, cancellationToken: Token);
        var left = await containers.RunAsync("left", Serve, restart: RestartPolicyKind.UnlessStopped, cancellationToken: Token);
        var job = await containers.RunAsync("job", "exit 3", heal: true, cancellationToken: Token);
        await using var house = await CareHouse.StartAsync(containers, ("Fleet:Metrics:Enabled", "false"));
        await containers.StopAsync(stopped, Token);
        var sampler = house.Road.Services.GetRequiredService<MetricSampler>();
        await sampler.SampleAsync(Token);

        await containers.KillAsync(killed, Token);
        await containers.KillAsync(left, Token);

        var told = await house.Notices.UntilAsync(notice => notice.Card.Title.StartsWith("All clear", StringComparison.Ordinal), Token);
        Assert.Contains(killed, told.Card.Text, StringComparison.Ordinal);
        Assert.True((await containers.InspectAsync(killed, Token)).State?.Running);
        Assert.All([stopped, left, job], name => Assert.DoesNotContain(name, told.Card.Text, StringComparison.Ordinal));
        Assert.False((await containers.InspectAsync(stopped, Token)).State?.Running);
        Assert.False((await containers.InspectAsync(left, Token)).State?.Running);
        Assert.False((await containers.InspectAsync(job, Token)).State?.Running);
        Assert.Equal(["container.heal"], await house.RanAsync());
        // It is counted, for the chart and the outlook too.
        Assert.Equal(1, (await house.Road.DoneAsync("container.show", $$"""{"container": "{{killed}}"}""")).Value.GetProperty("healedToday").GetInt32());
        await sampler.SampleAsync(Token);
        var (chart, report) = await house.Road.DoneAsync("fleet.chart", $$"""{"series": "container/{{killed}}/restarts", "span": "hour"}""");
        Assert.Equal("an hour", report.GetProperty("unit").GetString());
        Assert.True(report.GetProperty("latest").GetDouble() > 0, report.GetRawText());
        Assert.Equal("image/png", chart.Picture!.MediaType);
    }

    [Fact]
    public async Task An_unhealthy_container_is_restarted_until_it_is_well()
    {
        await using var containers = await TestContainers.RequireAsync(Token);
        // Well only after its third start.
        var web = await containers.RunAsync(
            "web", $"echo x >> /tmp/starts; {Serve}", healthcheck: "test $(cat /tmp/starts | busybox wc -l) -ge 3 || { echo not yet; exit 1; }", heal: true, cancellationToken: Token);
        await using var house = await CareHouse.StartAsync(containers);

        await house.Notices.UntilAsync(notice => notice.Card.Title.StartsWith("All clear", StringComparison.Ordinal), Token);

        Assert.Equal("healthy", (await containers.InspectAsync(web, Token)).State?.Health?.Status);
        Assert.Equal(["container.heal", "container.heal"], await house.RanAsync());
    }

    [Fact]
    public async Task What_does_not_get_well_is_given_up_with_its_last_lines_and_taken_in_hand_by_a_person()
    {
        await using var containers = await TestContainers.RequireAsync(Token);
        var web = await containers.RunAsync("web", $"echo the licence ran out; {Serve}", healthcheck: "exit 1", heal: true, cancellationToken: Token);
        await using var house = await CareHouse.StartAsync(containers, ("Fleet:Heal:MaxFailures", "2"));

        var told = await house.Notices.UntilAsync(notice => notice.Card.Text?.Contains("Given up after 2", StringComparison.Ordinal) == true, Token);

        Assert.Equal(CardSeverity.Bad, told.Card.Severity);
        Assert.True(told.Again);
        Assert.Contains("the licence ran out", told.Card.Text, StringComparison.Ordinal);
        var answer = told.Answers["✅"];
        Assert.Equal(web, (await house.Road.DoneAsync("container.list")).Value.GetProperty("containers").EnumerateArray().Single(one => one.GetProperty("name").GetString() == web).GetProperty("name").GetString());
        await house.Road.DoneAsync(answer.Operation, answer.Arguments.GetRawText(), caller: "Ada");
        var taken = await house.Notices.UntilAsync(notice => notice.Card.Text?.Contains("Ada has it", StringComparison.Ordinal) == true, Token);
        Assert.False(taken.Again);
        Assert.Equal(2, (await house.RanAsync()).Count(operation => operation == "container.heal"));
    }

    [Fact]
    public async Task A_data_service_is_not_healed_but_asked_about()
    {
        await using var containers = await TestContainers.RequireAsync(Token);
        var data = await containers.RunAsync(
            "db", Serve, restart: RestartPolicyKind.Always, heal: true, labels: new Dictionary<string, string> { ["hydrabot.data"] = "true" }, cancellationToken: Token);
        await using var house = await CareHouse.StartAsync(containers);

        await containers.KillAsync(data, Token);

        await house.Notices.UntilAsync(notice => notice.Card.Text?.Contains("a person decides", StringComparison.Ordinal) == true, Token);
        await house.Notices.UntilAsync(notice => notice.Card.Title.StartsWith("All clear", StringComparison.Ordinal), Token);
        Assert.Equal(["container.restart"], await house.RanAsync());
        Assert.Contains("holds data", await house.Road.FailedAsync("container.heal", $$"""{"container": "{{data}}"}"""), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_others_depend_on_is_healed_first()
    {
        await using var containers = await TestContainers.RequireAsync(Token);
        var first = await containers.RunAsync("z-first", Serve, healthcheck: "exit 0", restart: RestartPolicyKind.Always, heal: true, cancellationToken: Token);
        var second = await containers.RunAsync(
            "a-second", Serve, restart: RestartPolicyKind.Always, heal: true, labels: new Dictionary<string, string> { ["hydrabot.depends_on"] = first }, cancellationToken: Token);
        await using var house = await CareHouse.StartAsync(containers);

        await containers.KillAsync(second, Token);
        await containers.KillAsync(first, Token);

        await house.Notices.UntilAsync(notice => notice.Card.Title.StartsWith("All clear", StringComparison.Ordinal), Token);
        var (one, two) = (await containers.InspectAsync(first, Token), await containers.InspectAsync(second, Token));
        Assert.True(one.State?.Running);
        Assert.True(two.State?.Running);
        Assert.True(string.CompareOrdinal(one.State!.StartedAt, two.State!.StartedAt) < 0, $"{one.State.StartedAt} is not before {two.State.StartedAt}");
    }
}
