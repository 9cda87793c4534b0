using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using HydraBot.Testing.Drivers;
using Xunit;

namespace HydraBot.EndToEndTests.Peers.ClaudeCode;

/// <summary>The real Claude Code, its terminal open, and people on Discord.</summary>
[Collection(InRealTime.Name)]
public sealed class ClaudeBridgeTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_running_session_asks_on_Discord_is_answered_there_hears_its_thread_and_is_mirrored_into_it()
    {
        await using var desk = await ClaudeDesk.SetUpAsync();
        await desk.InstallHooksAsync();
        await using var member = await desk.House.SignInAsync("operator", Token);
        await using var viewer = await desk.House.SignInAsync("viewer", Token);
        var terminal = await desk.OpenTerminalAsync();

        // Asked with the exact command, in the approvals channel and in the thread; the terminal's own dialog is open meanwhile.
        await terminal.TypeAsync($"please touch {desk.FileIn("allowed")}", Token);
        var inThread = await AskedAsync(member, desk.FileIn("allowed"), inThread: true);
        await AskedAsync(member, desk.FileIn("allowed"), inThread: false);
        await terminal.ShowsAsync("Do you want to proceed?", Token);
        await viewer.PressAsync(inThread, "Approve", Token);
        await viewer.Screen.MessageAsync(message => Look.Says(message, "does not count"), Token);
        Assert.False(File.Exists(desk.FileIn("allowed")));

        await member.PressAsync(inThread, "Approve", Token);
        var thread = inThread["channel_id"]!.ToString();
        await MirroredAsync(member, thread, "The tool answered");
        Assert.True(File.Exists(desk.FileIn("allowed")));

        // Denied: nothing happens, and the session is told who refused.
        await terminal.TypeAsync($"please touch {desk.FileIn("refused")}", Token);
        await member.PressAsync(await AskedAsync(member, desk.FileIn("refused"), inThread: true), "Refuse", Token);
        await terminal.ShowsAsync("refused this on Discord", Token);
        Assert.False(File.Exists(desk.FileIn("refused")));
        await MirroredAsync(member, thread, "Operator refused this on Discord");

        // Answered in the terminal: the question on Discord closes by itself.
        await terminal.TypeAsync($"please touch {desk.FileIn("typed")}", Token);
        await AskedAsync(member, desk.FileIn("typed"), inThread: false);
        await terminal.ShowsAsync("Do you want to proceed?", Token);
        await terminal.PressAsync("Enter");
        await member.Screen.MessageAsync(message => Look.Says(message, "withdrawn") && Look.Says(message, desk.FileIn("typed")), Token);
        Assert.True(File.Exists(desk.FileIn("typed")));

        // For good: not asked again.
        await terminal.TypeAsync($"please touch {desk.FileIn("always")}", Token);
        var standing = await AskedAsync(member, desk.FileIn("always"), inThread: true);
        TestContext.Current.TestOutputHelper?.WriteLine($"Offered for good: {Look.TextOf(standing)}");
        await member.PressAsync(standing, "Always", Token);
        await member.Screen.MessageAsync(message => Look.Says(message, "Bash: always allowed"), Token);
        await terminal.TypeAsync($"please touch {desk.FileIn("unasked")}", Token);
        await EventuallyAsync(() => File.Exists(desk.FileIn("unasked")));
        Assert.Equal(0, member.Screen.Count(message => Look.Says(message, "Approval needed") && Look.Says(message, desk.FileIn("unasked"))));

        // A message in the thread wakes the idle session, and its answer is there.
        await viewer.WriteInAsync(thread, "please say giraffe", Token);
        await MirroredAsync(member, thread, "That was not sent");
        var watch = Stopwatch.StartNew();
        foreach (var animal in (string[])["zebra", "okapi"])
        {
            watch.Restart();
            await member.WriteInAsync(thread, $"please say {animal}", Token);
            await MirroredAsync(member, thread, $"Said {animal}.");
            TestContext.Current.TestOutputHelper?.WriteLine($"From message to reply: {watch.ElapsedMilliseconds} ms");
        }

        Assert.Equal(0, member.Screen.Count(message => Look.Says(message, "Said giraffe")));
        using var key = desk.House.OwnerKey();
        var audit = JsonNode.Parse(await key.GetStringAsync("constitution/audit?limit=1000", Token))!.AsArray().Select(entry => entry!["entry"]!).ToArray();
        Assert.Contains(audit, entry => entry["operation"]?.ToString() == "claude.send" && entry["caller"]?["name"]?.ToString() == "Operator" && entry["arguments"]?["text"]?.ToString() == "please say okapi");
        Assert.Contains(audit, entry => entry["operation"]?.ToString() == "claude.send" && entry["kind"]?.ToString() == "refused" && entry["caller"]?["name"]?.ToString() == "Viewer");
    }

    [Fact]
    public async Task Nothing_is_lost_when_the_house_is_killed_while_a_session_asks_is_idle_or_is_written_to()
    {
        await using var desk = await ClaudeDesk.SetUpAsync();
        await desk.InstallHooksAsync();
        var terminal = await desk.OpenTerminalAsync();
        string thread;

        // While it asks: the same question stands after the restart, and its answer reaches the hook that waited through it.
        await terminal.TypeAsync($"please touch {desk.FileIn("through")}", Token);
        await using (var member = await desk.House.SignInAsync("operator", Token))
            thread = (await AskedAsync(member, desk.FileIn("through"), inThread: true))["channel_id"]!.ToString();
        await KillAsync(desk);
        await using (var member = await desk.House.SignInAsync("operator", Token))
        {
            Assert.False(File.Exists(desk.FileIn("through")));
            // The thread may have been told before the channel was.
            await EventuallyAsync(async () => (await member.ReadAsync("approvals", Token)).Count > 0);
            var post = (await member.ReadAsync("approvals", Token))[0]!;
            await member.ReactAsync(post, "✅", Token);
            await MirroredAsync(member, thread, "The tool answered");
            Assert.True(File.Exists(desk.FileIn("through")));
            Assert.Single(await member.ReadAsync("approvals", Token));
        }

        // While it is idle: its listener finds the house again.
        await KillAsync(desk);
        await using (var member = await desk.House.SignInAsync("operator", Token))
        {
            await member.WriteInAsync(thread, "please say zebra", Token);
            await MirroredAsync(member, thread, "Said zebra.");
            // Right after a message was written: it is answered all the same, and once.
            await member.WriteInAsync(thread, "please say okapi", Token);
        }

        await KillAsync(desk);
        await using (var member = await desk.House.SignInAsync("operator", Token))
        {
            await EventuallyAsync(async () => (await member.ReadInAsync(thread, Token)).Any(message => Look.Says(message!, "Said okapi.")));
            Assert.Equal(1, (await member.ReadInAsync(thread, Token)).Count(message => Look.Says(message!, "Said okapi.")));
        }
    }

    [Fact]
    public async Task A_session_of_the_house_is_started_steered_and_taken_up_again_after_a_kill()
    {
        await using var desk = await ClaudeDesk.SetUpAsync();
        string thread;
        await using (var member = await desk.House.SignInAsync("operator", Token))
        {
            await member.RunAsync("claude start", Token, ("folder", desk.Work), ("prompt", $"please write {desk.FileIn("new.txt")}"));
            var asked = await AskedAsync(member, "new.txt", inThread: true);
            Assert.Contains("+one", Look.TextOf(asked), StringComparison.Ordinal);
            thread = asked["channel_id"]!.ToString();
            await member.PressAsync(asked, "Approve", Token);
            await MirroredAsync(member, thread, "Wrote new.txt (+2 −0)");
            await MirroredAsync(member, thread, "Done");
            Assert.Equal("one\ntwo\n", await File.ReadAllTextAsync(desk.FileIn("new.txt"), Token));

            await member.WriteInAsync(thread, "please plan lunch", Token);
            await MirroredAsync(member, thread, "To do: 1 of 2");
            await member.WriteInAsync(thread, "please say zebra", Token);
            await MirroredAsync(member, thread, "Said zebra.");
        }

        await KillAsync(desk);
        await using (var member = await desk.House.SignInAsync("operator", Token))
        {
            await member.WriteInAsync(thread, "please say okapi", Token);
            await MirroredAsync(member, thread, "Said okapi.");
            await member.RunAsync("claude sessions", Token);
            Assert.Contains("$", Look.TextOf(await member.Screen.MessageAsync(message => Look.IsIn(message, member.Channel("command")) && Look.Says(message, "1 sessions"), Token)), StringComparison.Ordinal);
            await member.RunAsync("claude start", Token, ("folder", "/etc"), ("prompt", "please say no"));
            await member.Screen.MessageAsync(message => Look.Says(message, "is no folder below ClaudeCode:Folders"), Token);
        }
    }

    private static async Task KillAsync(ClaudeDesk desk)
    {
        await desk.House.KillAsync();
        await desk.StartHouseAsync();
    }

    private static TimeSpan Patience { get; } = TimeSpan.FromSeconds(100);

    private static async Task<JsonNode> AskedAsync(MemberSession member, string what, bool inThread)
    {
        using var limit = new CancellationTokenSource(Patience);
        return await member.Screen.MessageAsync(
            message => Look.HasButton(message, "Approve") && Look.Says(message, what) && Look.IsIn(message, member.Channel("approvals")) != inThread, limit.Token);
    }

    private static async Task MirroredAsync(MemberSession member, string thread, string text)
    {
        using var limit = new CancellationTokenSource(Patience);
        await member.Screen.MessageAsync(message => Look.IsIn(message, thread) && Look.Says(message, text), limit.Token);
    }

    private static Task EventuallyAsync(Func<bool> holds, [CallerArgumentExpression(nameof(holds))] string what = "") => EventuallyAsync(() => Task.FromResult(holds()), what);

    private static async Task EventuallyAsync(Func<Task<bool>> holds, [CallerArgumentExpression(nameof(holds))] string what = "")
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Token);
        limit.CancelAfter(Patience);
        try
        {
            while (!await holds())
                await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, limit.Token);
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"For {Patience} this did not hold: {what}");
        }
    }
}
