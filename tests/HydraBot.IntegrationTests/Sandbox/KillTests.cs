using System.Net.Http.Json;
using System.Text.Json;
using HydraBot.Testing.Drivers;
using Xunit;

namespace HydraBot.IntegrationTests.Sandbox;

/// <summary>The whole house, killed while programs run.</summary>
[Collection("Sandboxes under load")]
public sealed class KillTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static string[] Settings => [.. SandboxHouse.ImageSettings.Select(setting => $"--{setting.Key}={setting.Value}"), "--Sandbox:Concurrent=10", "--Sandbox:MaxTimeoutSeconds=300", "--Sandbox:ConcurrentPerMember=10", "--Constitution:Path=" + Path.Combine(AppContext.BaseDirectory, "CONSTITUTION.yaml")];

    [Fact]
    public async Task After_a_kill_with_ten_running_nothing_remains_and_each_is_accounted_for()
    {
        await using var image = new SandboxHouse();
        await image.InitializeAsync();
        image.Require();
        var storage = Directory.CreateTempSubdirectory("hydrabot-killed-");
        try
        {
            await using var first = await HouseProcess.StartAsync(Token, storage.FullName, Settings);
            using var http = first.OwnerKey();
            http.Timeout = Timeout.InfiniteTimeSpan;
            var calls = Enumerable.Range(0, 10)
                .Select(n => http.PostAsJsonAsync("/sandbox/execute", new { language = "bash", code = $"echo begun {n}; sleep 300", timeoutSeconds = 300 }, Token)).ToArray();
            await UntilAsync(async () => await AllRunAsync(calls) && (await ReadAsync(http, "/sandbox/status")).GetProperty("running").GetInt32() == 10
                && (await image.Engine.ListAsync(Token)).Count(container => container.House == House(storage) && container.Purpose == "bash") >= 10);

            await first.KillAsync();
            foreach (var call in calls)
                await Assert.ThrowsAnyAsync<HttpRequestException>(() => call);

            // Their end of the pipe is gone, so the workers end even before the next start.
            await UntilAsync(async () => !(await image.Engine.ListAsync(Token)).Any(container => container.House == House(storage) && container.Runs));
            var left = (await image.Engine.ListAsync(Token)).Where(container => container.House == House(storage)).Select(container => container.Id).ToArray();

            await using var second = await HouseProcess.StartAsync(Token, storage.FullName, Settings);
            using var again = second.OwnerKey();
            // One that was made and not begun at that moment is taken by the cleanup of the next start.
            await UntilAsync(async () => !(await image.Engine.ListAsync(Token)).Any(container => left.Contains(container.Id)));
            var entries = (await ReadAsync(again, "/constitution/audit?limit=1000")).EnumerateArray().Select(entry => entry.GetProperty("entry"))
                .Where(entry => entry.TryGetProperty("operation", out var operation) && operation.GetString() == "sandbox.run").Select(entry => entry.GetRawText()).ToArray();
            Assert.Equal(10, entries.Count(entry => entry.Contains("interrupted", StringComparison.OrdinalIgnoreCase)));
        }
        finally
        {
            storage.Delete(recursive: true);
        }
    }

    /// <summary>None is over before its time: what that one was answered is the reason why ten never run.</summary>
    private static async Task<bool> AllRunAsync(Task<HttpResponseMessage>[] calls)
    {
        if (calls.FirstOrDefault(call => call.IsCompleted) is { } over)
            Assert.Fail($"One ended early: {await (await over).Content.ReadAsStringAsync(Token)}");
        return true;
    }

    private static string House(DirectoryInfo storage) => File.ReadAllText(Path.Combine(storage.FullName, "sandbox", "house"));

    private static async Task<JsonElement> ReadAsync(HttpClient http, string path) => await http.GetFromJsonAsync<JsonElement>(path, Token);

    private static async Task UntilAsync(Func<Task<bool>> holds)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Token);
        patience.CancelAfter(TimeSpan.FromMinutes(4));
        while (!await holds())
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, patience.Token);
    }
}
