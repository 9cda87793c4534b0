using System.Net;
using System.Text;
using System.Text.Json;
using HydraBot.ClaudeCode.Hooks;
using HydraBot.Governance.Approvals;
using HydraBot.Governance.Operations;
using HydraBot.Tests.Doors.Http;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace HydraBot.Tests.ClaudeCode;

/// <summary>The address that hooks report to, without any Claude Code.</summary>
public sealed class HookEndpointTests : IAsyncLifetime
{
    private const string MachineKey = "machine-key-0123456789";
    private const string OtherKey = "other-machine-0123456789";
    private const string Wish = """{"session_id":"s-1","cwd":"/srv/shop","hook_event_name":"PermissionRequest","tool_name":"Bash","tool_input":{"command":"curl -H 'Authorization: Bearer abcdefghijklmnopqrst' x"},"permission_suggestions":[{"type":"addRules","behavior":"allow","destination":"session","rules":[{"toolName":"Bash","ruleContent":"curl:*"}]}]}""";

    private readonly DoorHouse _house = new(null, $"--ClaudeCode:Machines:nas:Token={MachineKey}", $"--ClaudeCode:Machines:desk:Token={OtherKey}");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static Caller Person { get; } = new(CallerKind.Member, "1", "Ada", AccessLevel.Operator);

    public ValueTask InitializeAsync() => _house.InitializeAsync();

    public ValueTask DisposeAsync() => _house.DisposeAsync();

    [Fact]
    public async Task Its_keys_open_it_and_nothing_else_and_no_other_key_does()
    {
        (await HookAsync("Stop", """{"session_id":"s","cwd":"/"}""", DoorHouse.OwnerKey)).IsProblem(HttpStatusCode.Unauthorized, "key-unknown");
        (await _house.GetAsync("/operations", MachineKey)).IsProblem(HttpStatusCode.Unauthorized, "key-unknown");
        Assert.Equal(HttpStatusCode.NoContent, (await HookAsync("Stop", """{"session_id":"s","cwd":"/"}""")).Status);
        var own = await File.ReadAllTextAsync(_house.Services.GetRequiredService<HookKeys>().File, Stop);
        Assert.Equal(HttpStatusCode.NoContent, (await HookAsync("Stop", """{"session_id":"s","cwd":"/"}""", own)).Status);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_question_waits_is_masked_and_gets_the_answer_that_people_gave(bool agrees)
    {
        Assert.Equal(HttpStatusCode.Accepted, (await HookAsync("PermissionRequest?id=q1&wait=0", Wish)).Status);
        Assert.Equal(HttpStatusCode.Accepted, (await HookAsync("PermissionRequest?id=q1&wait=0", Wish)).Status);
        var approval = Assert.Single(await _house.Services.GetRequiredService<IApprovalStore>().ListAsync(ApprovalState.Pending, 10, Stop));
        Assert.Equal("curl -H 'Authorization: Bearer [secret]' x", approval.Request.Arguments.GetProperty("request").GetString());
        Assert.Equal(("nas", "Bash(curl:*) in this session"), (approval.Request.Arguments.GetProperty("machine").GetString(), approval.Request.Arguments.GetProperty("always").GetString()));

        var waiting = HookAsync("PermissionRequest?id=q1&wait=30", Wish);
        await _house.Services.GetRequiredService<ApprovalDesk>().VoteAsync(approval.Id, Person, agrees, Stop);
        var decision = (await waiting).Json.GetProperty("hookSpecificOutput").GetProperty("decision");
        Assert.Equal(agrees ? "allow" : "deny", decision.GetProperty("behavior").GetString());
        Assert.False(decision.TryGetProperty("updatedPermissions", out _));
        if (!agrees)
            Assert.Equal("Ada refused this on Discord.", decision.GetProperty("message").GetString());
    }

    [Fact]
    public async Task For_good_holds_when_the_one_who_chose_it_had_the_say()
    {
        await HookAsync("PermissionRequest?id=q2&wait=0", Wish);
        var approval = Assert.Single(await _house.Services.GetRequiredService<IApprovalStore>().ListAsync(ApprovalState.Pending, 10, Stop));
        var standing = _house.Services.GetServices<IStandingAnswers>().Single();
        var desk = _house.Services.GetRequiredService<ApprovalDesk>();
        var guest = new Caller(CallerKind.Member, "2", "Eve", AccessLevel.Viewer);
        await standing.ChosenAsync(approval, Person, Stop);
        await desk.VoteAsync(approval.Id, Person, true, Stop);
        Assert.Equal(VoteOutcome.TooLate, (await desk.VoteAsync(approval.Id, guest, true, Stop)).Outcome);
        var decision = (await HookAsync("PermissionRequest?id=q2&wait=30", Wish)).Json.GetProperty("hookSpecificOutput").GetProperty("decision");
        Assert.Equal("curl:*", decision.GetProperty("updatedPermissions")[0].GetProperty("rules")[0].GetProperty("ruleContent").GetString());
    }

    [Fact]
    public async Task A_turn_that_ends_takes_its_questions_back_and_a_late_yes_does_nothing()
    {
        await HookAsync("PermissionRequest?id=q3&wait=0", Wish);
        var approval = Assert.Single(await _house.Services.GetRequiredService<IApprovalStore>().ListAsync(ApprovalState.Pending, 10, Stop));
        await HookAsync("Stop", """{"session_id":"s-1","cwd":"/srv/shop","last_assistant_message":"Done."}""");
        Assert.Equal(HttpStatusCode.NoContent, (await HookAsync("PermissionRequest?id=q3&wait=0", Wish)).Status);
        var late = await _house.Services.GetRequiredService<ApprovalDesk>().VoteAsync(approval.Id, Person, true, Stop);
        Assert.Equal((VoteOutcome.TooLate, ApprovalState.Withdrawn), (late.Outcome, late.Approval!.State));
    }

    [Theory]
    [InlineData("UserPromptSubmit")]
    [InlineData("Stop")]
    public async Task A_report_that_arrives_late_takes_back_what_was_asked_before_it_and_nothing_that_was_asked_since(string late)
    {
        var began = TimeProvider.System.GetUtcNow();
        string Id(int seconds) => Guid.CreateVersion7(began.AddSeconds(seconds)).ToString("N");
        var (before, since) = (Id(-2), Id(0));
        await HookAsync($"PermissionRequest?id={before}&wait=0", Wish);
        await HookAsync($"PermissionRequest?id={since}&wait=0", Wish);
        await HookAsync($"{late}?id={Id(-1)}", """{"session_id":"s-1","cwd":"/srv/shop","prompt":"go on"}""");
        Assert.Equal(HttpStatusCode.NoContent, (await HookAsync($"PermissionRequest?id={before}&wait=0", Wish)).Status);
        Assert.Equal(HttpStatusCode.Accepted, (await HookAsync($"PermissionRequest?id={since}&wait=0", Wish)).Status);
    }

    [Fact]
    public async Task A_message_goes_to_the_newest_listener_once_and_again_when_nobody_said_that_it_arrived()
    {
        await HookAsync("SessionStart", """{"session_id":"s-2","cwd":"/srv/shop"}""");
        var old = HookAsync("Wake?id=a&wait=30", """{"session_id":"s-2"}""");
        var now = HookAsync("Wake?id=b&wait=30", """{"session_id":"s-2"}""");
        Assert.Equal(HttpStatusCode.NoContent, (await old).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await HookAsync("Wake?id=a&wait=30", """{"session_id":"s-2"}""")).Status);

        var sent = await _house.PostAsync("/operations/claude.send", """{"text":"Go on, token=abcdefghij","session":"s-2"}""", DoorHouse.OperatorKey);
        Assert.Equal("It is woken.", sent.Json.GetProperty("how").GetString());
        var heard = (await now).Json;
        Assert.Contains("Message from hand on Discord:\nGo on, token=[secret]", heard.GetProperty("text").GetString(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Accepted, (await HookAsync("Wake?id=c&wait=0", """{"session_id":"s-2"}""")).Status);
        await HookAsync("Delivered", JsonSerializer.Serialize(new { session_id = "s-2", ids = heard.GetProperty("ids") }));
    }

    [Fact]
    public async Task Sessions_of_several_machines_are_told_apart_and_each_hears_what_was_said_to_it()
    {
        (string Id, string Key)[] sessions = [("nas-1", MachineKey), ("nas-2", MachineKey), ("desk-1", OtherKey)];
        await Task.WhenAll(sessions.Select(one => HookAsync("SessionStart", $$"""{"session_id":"{{one.Id}}","cwd":"/srv/shop"}""", one.Key)));
        var listening = sessions.Select(one => HookAsync("Wake?id=a&wait=30", $$"""{"session_id":"{{one.Id}}"}""", one.Key)).ToArray();

        await Task.WhenAll(sessions.Select(one => _house.PostAsync("/operations/claude.send", $$"""{"text":"For {{one.Id}}","session":"{{one.Id}}"}""", DoorHouse.OperatorKey)));

        var heard = await Task.WhenAll(listening);
        Assert.All(sessions.Zip(heard), pair => Assert.Contains($"For {pair.First.Id}\n", pair.Second.Json.GetProperty("text").GetString(), StringComparison.Ordinal));
        var known = (await _house.PostAsync("/operations/claude.sessions", "{}")).Json.GetProperty("sessions").EnumerateArray().Select(one => (one.GetProperty("id").GetString(), one.GetProperty("machine").GetString()));
        Assert.Equal([("desk-1", "desk"), ("nas-1", "nas"), ("nas-2", "nas")], known.Order());
        // Two sessions of one folder on one machine share a title: nobody guesses which is meant.
        Assert.Contains("could be 2 sessions", (await _house.PostAsync("/operations/claude.send", """{"text":"Hi","session":"shop on nas"}""", DoorHouse.OperatorKey)).Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(DoorHouse.ViewerKey, HttpStatusCode.Forbidden)]
    [InlineData(DoorHouse.OperatorKey, HttpStatusCode.OK)]
    public async Task Who_may_speak_to_a_session_is_an_Operator(string key, HttpStatusCode status)
    {
        await HookAsync("SessionStart", """{"session_id":"s-3","cwd":"/srv/shop"}""");
        Assert.Equal(status, (await _house.PostAsync("/operations/claude.send", """{"text":"Hi","session":"shop on nas"}""", key)).Status);
    }

    [Theory]
    [InlineData("claude.send", """{"text":"Hi","session":"nothing"}""", "There is no session 'nothing'")]
    [InlineData("claude.start", """{"folder":"/etc","prompt":"Hi"}""", "Sessions of the house are off: ClaudeCode:Folders names no folder")]
    public async Task What_does_not_fit_is_said(string operation, string arguments, string said) =>
        Assert.Contains(said, (await _house.PostAsync($"/operations/{operation}", arguments)).Detail, StringComparison.Ordinal);

    private Task<Answer> HookAsync(string path, string body, string key = MachineKey) =>
        _house.SendAsync(new HttpRequestMessage(HttpMethod.Post, $"/claude/hooks/{path}") { Content = new StringContent(body, Encoding.UTF8, "application/json") }, key);
}
