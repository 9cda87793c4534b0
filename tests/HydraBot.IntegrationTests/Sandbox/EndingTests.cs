using HydraBot.Governance.Operations;
using HydraBot.Hosting;
using HydraBot.Sandbox;
using HydraBot.Sandbox.Engine;
using HydraBot.Sandbox.Image;
using HydraBot.Sandbox.Isolation;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace HydraBot.IntegrationTests.Sandbox;

/// <summary>Whatever ends a program, nothing of it stays.</summary>
public sealed class EndingTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>How many; <c>HYDRA_CANCELS=100</c> for a long run.</summary>
    private static int Cancels => int.TryParse(Environment.GetEnvironmentVariable("HYDRA_CANCELS"), out var count) ? count : 20;

    [Fact]
    public async Task Programs_that_are_cancelled_at_any_moment_leave_nothing()
    {
        await using var house = new SandboxHouse();
        await house.InitializeAsync();
        await house.RunAsync("python", "print('warm')");
        var before = HostView.Now();
        var random = new Random(20261128);
        var ends = await Task.WhenAll(Enumerable.Range(0, Cancels).Select(async n =>
        {
            using var patience = new CancellationTokenSource(TimeSpan.FromMilliseconds(random.Next(1, 1500)), TimeProvider.System);
            try
            {
                return (await house.Road.RunAsync("sandbox.run", SandboxHouse.Arguments("python", "import time\nwhile True: time.sleep(1)"), caller: $"caller {n}", patience: patience)).GetType();
            }
            catch (OperationCanceledException)
            {
                return typeof(OperationOutcome.Cancelled); // before its request was stored
            }
        }));

        Assert.All(ends, end => Assert.Equal(typeof(OperationOutcome.Cancelled), end));
        await house.DisposePoolAsync();
        await before.IsUnchangedAsync(house, Token);
    }

    [Fact]
    public async Task A_breach_switches_programs_off_and_raises_an_alert()
    {
        // A profile that allows everything is the breach: the engine's own would not be noticed as ours.
        var assets = Directory.CreateTempSubdirectory("hydrabot-assets-");
        try
        {
            foreach (var file in Directory.GetFiles(new SandboxAssets().Folder))
                File.Copy(file, Path.Combine(assets.FullName, Path.GetFileName(file)));
            await File.WriteAllTextAsync(Path.Combine(assets.FullName, "seccomp.json"), """{"defaultAction": "SCMP_ACT_ALLOW"}""", Token);
            await using var house = new SandboxHouse { Furnish = builder => builder.Services.AddSingleton(new SandboxAssets(assets.FullName)) };
            await house.InitializeAsync();

            var refusal = await house.Road.FailedAsync("sandbox.run", SandboxHouse.Arguments("bash", "echo never"));

            Assert.Contains("switched off", refusal, StringComparison.Ordinal);
            var (topic, card) = Assert.Single(house.Notices.Posted);
            Assert.Equal((NoticeTopic.Alerts, CardSeverity.Bad), (topic, card.Severity));
            var (_, status) = await house.Road.DoneAsync("sandbox.status");
            Assert.False(status.GetProperty("ready").GetBoolean());
        }
        finally
        {
            assets.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task The_isolation_holds_in_every_check()
    {
        await using var house = new SandboxHouse();
        await house.InitializeAsync();
        var (_, report) = await house.Road.DoneAsync("sandbox.test_isolation", access: AccessLevel.Operator);
        var checks = report.GetProperty("checks").EnumerateArray().ToArray();
        Assert.True(checks.Length >= 35);
        Assert.All(checks, check => Assert.True(check.GetProperty("held").GetBoolean(), $"{check.GetProperty("name")}: {check.GetProperty("seen")}"));
        Assert.All(checks, check => Assert.NotEqual("", check.GetProperty("seen").GetString()));
    }

    [Fact]
    public async Task Another_houses_sandboxes_are_left_alone_until_their_time_is_over()
    {
        await using var one = new SandboxHouse();
        await using var other = new SandboxHouse();
        await one.InitializeAsync();
        await other.InitializeAsync();
        await one.RunAsync("bash", "true", new { session = "kept" });
        var kept = Assert.Single(await one.ContainersAsync(), container => container.Purpose == "session");

        await other.Road.DoneAsync("sandbox.cleanup");

        Assert.Contains(await one.ContainersAsync(), container => container.Id == kept.Id);
        Assert.Equal("main.sh\n", (await one.RunAsync("bash", "ls", new { session = "kept" })).GetProperty("stdout").GetString());
    }

    [Fact]
    public async Task Without_an_engine_the_answer_says_what_is_missing()
    {
        await using var road = await HydraBot.Testing.Road.TestRoad.BuildAsync(
            builder =>
            {
                builder.Services.AddSingleton<ApplicationPaths>().AddSingleton<INoticeBoard>(new RecordedNotices());
                HydraBot.Storage.StorageRegistration.AddStorage(builder);
                builder.AddSandbox();
                builder.AddOperationCatalog();
                builder.Services.AddSingleton(services => services.GetRequiredService<OperationJson>().Options);
            },
            ("Storage:Path", Directory.CreateTempSubdirectory("hydrabot-sandbox-").FullName), ("Sandbox:Engine", "unix:///nowhere/docker.sock"));

        var failure = await road.FailedAsync("sandbox.run", SandboxHouse.Arguments("bash", "true"));
        var (_, status) = await road.DoneAsync("sandbox.status");
        var (_, languages) = await road.DoneAsync("sandbox.languages");

        Assert.Contains("/nowhere/docker.sock", failure, StringComparison.Ordinal);
        Assert.Contains("there is no such socket", failure, StringComparison.Ordinal);
        Assert.Contains("Sandbox:Engine", failure, StringComparison.Ordinal);
        Assert.False(status.GetProperty("ready").GetBoolean());
        Assert.True(languages.GetProperty("languages").GetArrayLength() >= 8);
    }
}
