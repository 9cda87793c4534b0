using Xunit;

namespace HydraBot.IntegrationTests.Sandbox;

/// <summary>Whatever a program tries, it does not work, and the machine is as it was.</summary>
public sealed class ProbeTests(ProbeTests.ColdHouse house) : IClassFixture<ProbeTests.ColdHouse>
{
    public static TheoryData<Probe> Probed => new(Probes.All);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Probed))]
    public async Task It_holds_and_the_host_is_unchanged(Probe probe)
    {
        var before = HostView.Now();

        var run = await house.House.RunAsync(probe.Language, probe.Code, new { timeoutSeconds = probe.Ends == ProbeEnd.Says ? 60 : 4 }, caller: probe.Name);

        var said = run.GetProperty("stdout").GetString()!;
        Assert.DoesNotContain("BREACH", said, StringComparison.Ordinal);
        if (!said.Contains("HELD", StringComparison.Ordinal))
        {
            Assert.True(probe.Ends == ProbeEnd.SaysOrStopped, $"It said: {said} {run.GetProperty("stderr").GetString()}");
            Assert.True(
                run.GetProperty("exitCode").GetInt32() != 0 || run.GetProperty("truncated").GetBoolean(), $"It was neither held nor stopped: {run}");
        }

        Assert.True(said.Length <= 1024 * 1024);
        await before.IsUnchangedAsync(house.House, Token);
    }

    /// <summary>At least as many as were promised, of every kind.</summary>
    [Fact]
    public void There_are_enough_of_them()
    {
        Assert.True(Probes.All.Count >= 60, $"{Probes.All.Count}");
        Assert.Equal(Probes.All.Count, Probes.All.Select(probe => probe.Name).Distinct().Count());
    }

    /// <summary>No sandbox is started ahead, so that whatever is left after a probe is left of it.</summary>
    public sealed class ColdHouse : IAsyncLifetime
    {
        public SandboxHouse House { get; } = new(("Sandbox:Pool:MaxPerLanguage", "0"));

        public ValueTask InitializeAsync() => House.InitializeAsync();

        public ValueTask DisposeAsync() => House.DisposeAsync();
    }
}
