using HydraBot.Fleet;
using HydraBot.Governance.Operations;
using HydraBot.Hosting.Status;
using HydraBot.Testing.Road;
using Microsoft.Extensions.Hosting;
using Xunit;

namespace HydraBot.Tests.Fleet.Status;

public class StatusTests
{
    [Theory]
    [InlineData("unix:///nowhere/engine.sock", "there is no such socket")]
    [InlineData("tcp://127.0.0.1:1", "connection refused")]
    public async Task Without_an_engine_status_says_at_which_address_none_answers_and_what_to_do(string address, string reason)
    {
        await using var road = await HouseAsync(address);

        var (card, value) = await road.DoneAsync("status", access: AccessLevel.Viewer);

        var containers = Field(card, "Containers");
        Assert.Contains($"{address}: {reason}", containers, StringComparison.Ordinal);
        Assert.Contains("Fleet:Engine", containers, StringComparison.Ordinal);
        Assert.Contains("▰", Field(card, "Host"), StringComparison.Ordinal);
        Assert.Contains("No container engine answers.", value.GetProperty("concerns").EnumerateArray().Select(one => one.GetString()));
    }

    [Fact]
    public async Task A_hanging_engine_is_named_and_holds_nothing_up()
    {
        await using var engine = await FakeDockerEngine.StartAsync();
        engine.Instead = context => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted);
        await using var road = await HouseAsync(engine.Address, null, ("Fleet:StatusTimeout", "00:00:03"));

        var (card, _) = await road.DoneAsync("status");

        Assert.Contains($"{engine.Address} does not answer", Field(card, "Containers"), StringComparison.Ordinal);
        Assert.Contains("CPU", Field(card, "Host"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_needs_a_look_is_on_top_and_colours_the_card()
    {
        await using var engine = await FakeDockerEngine.StartAsync(
            new FakeContainer("db") { Status = "Up 3 hours (healthy)" },
            new FakeContainer("mail"),
            new FakeContainer("web") { Status = "Up 3 hours (unhealthy)" });
        await using var road = await HouseAsync(engine.Address);

        var (card, value) = await road.DoneAsync("status");

        Assert.Equal(CardSeverity.Bad, card.Severity);
        Assert.Contains("`web` is unhealthy", card.Text, StringComparison.Ordinal);
        Assert.Contains("web is unhealthy", card.Spoken, StringComparison.Ordinal);
        Assert.Equal("🔴 `web` Up 3 hours (unhealthy)\n3 of 3 running, 1 healthy, 1 without a healthcheck", Field(card, "Containers"));
        var figures = value.GetProperty("sections").EnumerateArray().Single(one => one.GetProperty("name").GetString() == "Containers").GetProperty("figures");
        Assert.Equal((3, 1), (figures.GetProperty("running").GetInt32(), figures.GetProperty("unhealthy").GetInt32()));
    }

    [Fact]
    public async Task Two_hundred_containers_fit_on_the_card()
    {
        await using var engine = await FakeDockerEngine.StartAsync(
            Enumerable.Range(100, 200).Select(number => new FakeContainer($"a-service-with-a-long-name-{number}") { Status = "Up 3 hours (unhealthy)" }));
        await using var road = await HouseAsync(engine.Address);

        var (card, _) = await road.DoneAsync("status");

        Assert.All(card.Fields, field => Assert.InRange(field.Value.Length, 1, 1024));
        Assert.True(card.Text!.Length < 1000);
        Assert.Contains("200 of 200 running", Field(card, "Containers"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_part_that_breaks_or_hangs_does_not_hide_the_others()
    {
        await using var road = await HouseAsync(
            "unix:///nowhere/engine.sock", builder => builder.AddStatusSource<Broken>().AddStatusSource<Hanging>().AddStatusSource<Waiting>(), ("Fleet:StatusTimeout", "00:00:01"));

        var (card, _) = await road.DoneAsync("status");

        Assert.Contains("log", Field(card, "Broken"), StringComparison.Ordinal);
        Assert.Contains("No answer", Field(card, "Hanging"), StringComparison.Ordinal);
        Assert.Equal("one approval", Field(card, "Waiting"));
        Assert.Equal(CardSeverity.Warning, card.Severity);
    }

    [Fact]
    public async Task Full_memory_is_a_concern()
    {
        var proc = Directory.CreateTempSubdirectory("hydra-proc-");
        Directory.CreateDirectory(Path.Combine(proc.FullName, "self"));
        Directory.CreateDirectory(Path.Combine(proc.FullName, "sys/kernel"));
        foreach (var (name, text) in new[]
        {
            ("stat", "cpu 1 1 1 1 1 1 1 1\n"), ("loadavg", "0.10 0.20 0.30 1/100 42\n"), ("uptime", "93600.00 1.00\n"), ("sys/kernel/hostname", "attic\n"),
            ("meminfo", "MemTotal: 1000000 kB\nMemAvailable: 20000 kB\n"), ("self/mounts", ""),
        })
        {
            await File.WriteAllTextAsync(Path.Combine(proc.FullName, name), text, TestContext.Current.CancellationToken);
        }

        await using var road = await HouseAsync("unix:///nowhere/engine.sock", null, ("Fleet:ProcPath", proc.FullName));

        var (card, _) = await road.DoneAsync("status");

        Assert.Equal(CardSeverity.Bad, card.Severity);
        Assert.Contains("Memory is 98 % full.", card.Text, StringComparison.Ordinal);
        Assert.StartsWith("`attic` up 1 d 2 h, load 0.10 0.20 0.30\n", Field(card, "Host"), StringComparison.Ordinal);
        proc.Delete(recursive: true);
    }

    [Fact]
    public async Task Where_there_is_no_proc_file_system_the_rest_is_shown()
    {
        await using var engine = await FakeDockerEngine.StartAsync(new FakeContainer("web"));
        await using var road = await HouseAsync(engine.Address, null, ("Fleet:ProcPath", "/nowhere"));

        var (card, _) = await road.DoneAsync("status");

        Assert.Contains("Fleet:ProcPath", Field(card, "Host"), StringComparison.Ordinal);
        Assert.Contains("1 of 1 running", Field(card, "Containers"), StringComparison.Ordinal);
    }

    private static string Field(Card card, string name) => Assert.Single(card.Fields, field => field.Name == name).Value;

    private static Task<TestRoad> HouseAsync(string engine, Action<IHostApplicationBuilder>? more = null, params (string, string)[] settings) => Rooms.BuildAsync(
        builder =>
        {
            builder.AddFleet();
            more?.Invoke(builder);
        },
        // Patient, so that a busy machine is not taken for a hanging engine.
        [("Fleet:Engine", engine), ("Fleet:StatusTimeout", "00:00:20"), .. settings]);

    private sealed class Broken : IStatusSource
    {
        public string Name => "Broken";

        public int Order => 1;

        public ValueTask<StatusSection> ReadAsync(CancellationToken cancellationToken) => throw new InvalidOperationException("a bug");
    }

    private sealed class Hanging : IStatusSource
    {
        public string Name => "Hanging";

        public int Order => 2;

        // Heeds no token, as the worst would.
        public ValueTask<StatusSection> ReadAsync(CancellationToken cancellationToken) => new(new TaskCompletionSource<StatusSection>().Task);
    }

    private sealed class Waiting : IStatusSource
    {
        public string Name => "Waiting";

        public int Order => 3;

        public ValueTask<StatusSection> ReadAsync(CancellationToken cancellationToken) =>
            ValueTask.FromResult(new StatusSection(CardSeverity.Waiting, "one approval"));
    }
}
