using System.Text.Json;
using HydraBot.Governance.Operations;
using HydraBot.Testing.Docker;
using HydraBot.Tests.Backups;
using Xunit;

namespace HydraBot.IntegrationTests.Fleet;

/// <summary>Commands in a real container.</summary>
public sealed class ExecTests
{
    private const string Serve = "trap 'exit 0' TERM; while true; do sleep 1 & wait $!; done";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_command_runs_there_and_answers_with_what_it_wrote_without_secrets()
    {
        await using var containers = await TestContainers.RequireAsync(Token);
        var web = await containers.RunAsync("web", Serve, cancellationToken: Token);
        await using var house = await BackupHouse.StartAsync(("Fleet:Engine", TestContainers.Address));

        var (card, value) = await house.Road.DoneAsync("container.exec", Arguments(web, "echo out; echo token=abcdef123456 >&2; exit 3"));

        Assert.Equal(("out", "token=[secret]", 3), (value.GetProperty("output").GetString(), value.GetProperty("errors").GetString(), value.GetProperty("exitCode").GetInt32()));
        Assert.Contains("exit code 3", card.Title, StringComparison.Ordinal);
        Assert.Equal(CardSeverity.Warning, card.Severity);
    }

    [Fact]
    public async Task A_command_whose_time_is_over_is_ended_with_its_children()
    {
        await using var containers = await TestContainers.RequireAsync(Token);
        var web = await containers.RunAsync("web", Serve, cancellationToken: Token);
        await using var house = await BackupHouse.StartAsync(("Fleet:Engine", TestContainers.Address));

        var (_, value) = await house.Road.DoneAsync("container.exec", Arguments(web, "echo begun; (sleep 777) & sleep 777", 1));

        Assert.True(value.GetProperty("timedOut").GetBoolean());
        Assert.Equal("begun", value.GetProperty("output").GetString());
        var (_, left) = await house.Road.DoneAsync("container.exec", Arguments(web, "for p in /proc/[0-9]*; do cat $p/cmdline; echo; done"));
        Assert.DoesNotContain("sleep777", left.GetProperty("output").GetString()!.Replace("\0", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Much_output_is_a_file_and_cut_at_a_mebibyte()
    {
        await using var containers = await TestContainers.RequireAsync(Token);
        var web = await containers.RunAsync("web", Serve, cancellationToken: Token);
        await using var house = await BackupHouse.StartAsync(("Fleet:Engine", TestContainers.Address));

        var (card, value) = await house.Road.DoneAsync("container.exec", Arguments(web, "i=0; x=0123456789; x=$x$x$x$x$x$x$x$x$x$x; while [ $i -lt 15000 ]; do echo $x; i=$((i+1)); done", 60));

        Assert.True(value.GetProperty("cut").GetBoolean());
        Assert.InRange(Assert.Single(card.Files).Content.Length, 1_000_000, 1 << 20);
        Assert.True(card.Text!.Length < 2000);
    }

    [Fact]
    public async Task What_does_not_run_or_is_not_there_is_one_line()
    {
        await using var containers = await TestContainers.RequireAsync(Token);
        var done = await containers.RunAsync("done", "exit 0", cancellationToken: Token);
        await containers.WaitAsync(done, Token);
        await using var house = await BackupHouse.StartAsync(("Fleet:Engine", TestContainers.Address));
        Assert.StartsWith($"`{done}` does not run", await house.Road.FailedAsync("container.exec", Arguments(done, "ls")), StringComparison.Ordinal);
        Assert.Equal("There is no command.", await house.Road.FailedAsync("container.exec", Arguments(done, " ")));
    }

    private static string Arguments(string container, string command, int seconds = 30) => JsonSerializer.Serialize(new { container, command, seconds });
}
