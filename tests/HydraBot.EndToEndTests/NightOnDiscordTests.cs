using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using HydraBot.Testing.Docker;
using HydraBot.Testing.Drivers;
using HydraBot.Testing.Models;
using Xunit;

namespace HydraBot.EndToEndTests;

/// <summary>A whole night: an owner writes ten goals in a form, real containers, a real repository and the memory are worked on, the process is killed in the middle, and in the morning the truth is told.</summary>
public sealed class NightOnDiscordTests : IAsyncDisposable
{
    private const string Serve = "trap 'exit 0' TERM; while true; do sleep 1 & wait $!; done";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("hydrabot-night-");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Of_ten_items_of_a_night_with_a_kill_in_it_the_briefing_tells_the_truth_about_each()
    {
        await using var containers = await TestContainers.RequireAsync(Token);
        var (restarted, kept) = (await containers.RunAsync("web", Serve, cancellationToken: Token), await containers.RunAsync("kept", Serve, cancellationToken: Token));
        var before = (await containers.InspectAsync(restarted, Token)).State!.StartedAt;
        await using var server = await FakeModelServer.StartAsync(Token);
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        server.Answer = exchange =>
            LastUser(exchange).StartsWith("Hold on", StringComparison.Ordinal) ? HoldAsync(exchange, asked)
            : HasResult(exchange) ? exchange.SayAsync("DONE: the branch is proposal/night.")
            : CallAsync(exchange, "repository_status");
        string[] settings =
        [
            $"--Repository:Path={await RepositoryAsync()}", $"--Constitution:Path={await LawAsync()}", $"--Inference:Endpoints:0:Url={server.Url}", "--Inference:Endpoints:0:Name=attic",
            "--Inference:Discover=false", "--Inference:Hedge:Enabled=false", "--Inference:Cache:Enabled=false", "--Sandbox:TestAtStart=false",
        ];
        var storage = _folder.CreateSubdirectory("data").FullName;
        await using (var first = await HouseProcess.StartAsync(Token, storage, settings))
        {
            await using var member = await first.SignInAsync("owner", Token);
            var form = await member.Screen.FormAsync(await member.RunAsync("plan start", Token), Token);
            await member.FillAsync(form, Token, ("until", "8h"), ("goals", $$"""
                # Tonight
                1. `repository.status`
                2. `memory.remember {"content": "The tenth night has begun."}`
                3. `repository.branch {"name": "proposal/night"}`
                4. `container.restart {"container": "{{restarted}}"}`
                5. `container.restart {"container": "{{kept}}"}`
                6. `container.stop {"container": "{{kept}}"}`
                7. `repository.switch {"name": "nowhere"}`
                8. `chat {"prompt": "Hold on"}`
                9. On which branch does the repository stand?
                10. `memory.search {"query": "tenth night"}`
                """));
            await asked.Task.WaitAsync(Token);
            await first.KillAsync();
        }

        await using var second = await HouseProcess.StartAsync(Token, storage, settings);
        await using var owner = await second.SignInAsync("owner", Token);
        using var key = second.OwnerKey();
        foreach (var (container, emoji) in new[] { (restarted, "✅"), (kept, "❌") })
        {
            await owner.ReactAsync(await ApprovalAsync(owner, container), emoji, Token);
        }

        var told = await owner.Screen.MessageAsync(message => Look.IsIn(message, owner.Channel("briefing")) && Look.Says(message, "done, finished"), Token);
        var plan = await key.PostAsJsonAsync("operations/plan.show", new { }, Token);
        var items = (await plan.Content.ReadFromJsonAsync<JsonNode>(Token))!["items"]!.AsArray();
        Assert.Equal(
            ["done", "done", "done", "done", "refused", "refused", "failed", "cutOff", "done", "done"], items.Select(item => item!["state"]!.ToString()));
        Assert.Contains("8. `chat {\"prompt\": \"Hold on\"}`: cut off, look at it", Look.TextOf(told), StringComparison.Ordinal);
        Assert.NotEqual(before, (await containers.InspectAsync(restarted, Token)).State!.StartedAt);
        Assert.True((await containers.InspectAsync(kept, Token)).State!.Running);
        Assert.Equal("proposal/night", (await GitAsync("branch", "--show-current")).Trim());

        var night = (await (await key.PostAsJsonAsync("operations/briefing.now", new { }, Token)).Content.ReadFromJsonAsync<JsonNode>(Token))!;
        var lines = night["sections"]!.AsArray().Single(section => section!["heading"]!.ToString() == "Work plan")!["lines"]!.AsArray().Select(line => line!.ToString()).ToArray();
        Assert.Equal("Plan 1: 6 of 10 done, finished. Nothing is left to do.", lines[0]);
        foreach (var (place, words) in new[] { (1, "done"), (2, "done"), (3, "done"), (4, "done"), (5, "refused"), (6, "refused. Nothing is stopped at night."), (7, "failed"), (8, "cut off, look at it"), (9, "done. the branch is proposal/night."), (10, "done") })
            Assert.Contains(lines, line => line.StartsWith($"Plan 1, item {place}, ", StringComparison.Ordinal) && line.Contains($": {words}", StringComparison.Ordinal));
        Assert.Contains(night["needsYou"]!.AsArray(), line => line!.ToString().StartsWith("Plan 1, item 8, ", StringComparison.Ordinal));
        // Neither was remembered twice, nor asked of the model twice.
        Assert.Single(server.Asked, question => question.GetRawText().Contains("Hold on", StringComparison.Ordinal));
        Assert.Contains("\"valid\":true", await key.GetStringAsync("constitution/audit/verify", Token), StringComparison.Ordinal);
    }

    /// <summary>The post about a container: the first house may have shown it, or the second does.</summary>
    private static async Task<JsonNode> ApprovalAsync(MemberSession owner, string container)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Token);
        patience.CancelAfter(TimeSpan.FromMinutes(1));
        while (true)
        {
            if ((await owner.ReadAsync("approvals", patience.Token)).FirstOrDefault(message => Look.Says(message!, "Approval needed") && Look.Says(message!, container)) is { } post)
                return post;
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, patience.Token);
        }
    }

    public ValueTask DisposeAsync()
    {
        _folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    private static string LastUser(ModelExchange exchange) => Messages(exchange).Last(message => message.GetProperty("role").GetString() == "user").GetProperty("content").ToString();

    private static bool HasResult(ModelExchange exchange) => Messages(exchange).Any(message => message.GetProperty("role").GetString() == "tool");

    private static JsonElement.ArrayEnumerator Messages(ModelExchange exchange) => exchange.Question.GetProperty("messages").EnumerateArray();

    private static async Task HoldAsync(ModelExchange exchange, TaskCompletionSource asked)
    {
        await exchange.WordAsync("I am");
        asked.TrySetResult();
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, exchange.Gone).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private static async Task CallAsync(ModelExchange exchange, string tool)
    {
        await exchange.EventAsync(JsonSerializer.Serialize(new
        {
            id = "1",
            @object = "chat.completion.chunk",
            created = 1,
            model = "small",
            choices = new[] { new { index = 0, delta = new { role = "assistant", tool_calls = new[] { new { index = 0, id = "t1", type = "function", function = new { name = tool, arguments = "{}" } } } }, finish_reason = "tool_calls" } },
        }));
        await exchange.EventAsync("[DONE]");
    }

    /// <summary>The shipped law, and one article more.</summary>
    private async Task<string> LawAsync()
    {
        var law = Path.Combine(_folder.FullName, "law.yaml");
        await File.WriteAllTextAsync(
            law,
            await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "CONSTITUTION.yaml"), Token)
            + "\n  - id: nights\n    title: Nothing is stopped at night\n    text: Nothing is stopped at night.\n    rules:\n      - operations: container.stop\n        decision: deny\n        because: Nothing is stopped at night.\n",
            Token);
        return law;
    }

    private async Task<string> RepositoryAsync()
    {
        _folder.CreateSubdirectory("repository");
        await GitAsync("init", "-q", "-b", "main");
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "repository", "README.md"), "# A house\n", Token);
        await GitAsync("add", "-A");
        await GitAsync("-c", "user.name=Owner", "-c", "user.email=owner@localhost", "commit", "-q", "-m", "docs: begin");
        return Path.Combine(_folder.FullName, "repository");
    }

    private async Task<string> GitAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo("git") { RedirectStandardOutput = true, WorkingDirectory = Path.Combine(_folder.FullName, "repository") };
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        using var git = Process.Start(start)!;
        var said = await git.StandardOutput.ReadToEndAsync(Token);
        await git.WaitForExitAsync(Token);
        Assert.Equal(0, git.ExitCode);
        return said;
    }
}
