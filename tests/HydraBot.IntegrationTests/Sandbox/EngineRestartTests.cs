using HydraBot.Sandbox.Image;
using HydraBot.Testing.Docker;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace HydraBot.IntegrationTests.Sandbox;

/// <summary>An engine that goes away and comes back.</summary>
[Collection("Sandboxes under load")]
public sealed class EngineRestartTests
{
    private const string Endless = "import time\nprint('begun', flush=True)\nwhile True: time.sleep(1)";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Programs_run_again_once_the_engine_is_back()
    {
        await using var engine = await OwnEngine.RequireAsync(Token);
        await using (var machine = new SandboxHouse())
        {
            await machine.InitializeAsync();
            await engine.TakeImageAsync(machine.Road.Services.GetRequiredService<SandboxImage>().Name, Token);
        }

        await using var house = new SandboxHouse(("Sandbox:Engine", engine.Address));
        await house.InitializeAsync();
        await house.RunAsync("python", "print('before')");

        var begun = new TaskCompletionSource();
        var cutOff = house.Road.FailedAsync(
            "sandbox.run", SandboxHouse.Arguments("python", Endless), progress: told => _ = told.Text.Contains("begun", StringComparison.Ordinal) && begun.TrySetResult());
        await begun.Task.WaitAsync(Token);
        await engine.StopAsync(Token);
        var whileRunning = await cutOff;
        var whileAway = await house.Road.FailedAsync("sandbox.run", SandboxHouse.Arguments("python", "print('never')"));
        var (_, status) = await house.Road.DoneAsync("sandbox.status");
        await engine.StartAsync(Token);
        var after = await house.RunAsync("python", "print('after')");

        Assert.Contains("engine", whileRunning, StringComparison.OrdinalIgnoreCase);
        Assert.Contains($"No container engine answers at {engine.Address}", whileAway, StringComparison.Ordinal);
        Assert.False(status.GetProperty("ready").GetBoolean());
        Assert.Equal("after\n", after.GetProperty("stdout").GetString());
        await house.DisposePoolAsync();
        await house.Road.DoneAsync("sandbox.cleanup");
        Assert.Empty(await house.ContainersAsync());
    }
}
