using System.Net;
using System.Text.Json;
using HydraBot.Doors.Mcp.Tools;
using HydraBot.Governance.Approvals;
using HydraBot.Governance.Operations;
using HydraBot.Tests.Doors.Http;
using Microsoft.Extensions.DependencyInjection;
using ModelContextProtocol;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;
using Xunit;

namespace HydraBot.Tests.Doors.Mcp;

/// <summary>What a client of the Model Context Protocol can rely on.</summary>
public sealed class McpServerTests(McpFixture fixture) : IClassFixture<McpFixture>
{
    private readonly DoorHouse _house = fixture.House;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static Dictionary<string, object?> None => [];

    [Theory]
    [InlineData(null)]
    [InlineData("2025-11-25")]
    [InlineData("2026-07-28")]
    public async Task Clients_of_both_revisions_list_and_call(string? revision)
    {
        await using var client = await _house.McpAsync(revision: revision);

        var tools = await client.ListToolsAsync(cancellationToken: Stop);
        var result = await client.CallToolAsync("audit_verify", None, cancellationToken: Stop);

        Assert.InRange(tools.Count - StandIns.Names.Length, 30, 40);
        Assert.NotEqual(true, result.IsError);
        Assert.True(result.StructuredContent!.Value.GetProperty("valid").GetBoolean());
        Assert.Contains("\"valid\":true", result.Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_toolset_alone_is_served_at_its_own_address()
    {
        await using var client = await _house.McpAsync(path: "/mcp/constitution");

        var names = (await client.ListToolsAsync(cancellationToken: Stop)).Select(tool => tool.Name).ToArray();

        Assert.Contains("audit_verify", names);
        Assert.DoesNotContain("memory_search", names);
        await Assert.ThrowsAsync<McpProtocolException>(async () => await client.CallToolAsync("memory_search", None, cancellationToken: Stop));
    }

    [Fact]
    public async Task An_unknown_toolset_is_not_found_and_the_known_are_named()
    {
        var answer = await _house.PostAsync("/mcp/kitchen", """{"jsonrpc": "2.0", "id": 1, "method": "tools/list"}""");
        Assert.Contains("fleet, sandbox, memory", answer.IsProblem(HttpStatusCode.NotFound, "not-found").Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_key_nobody_enters()
    {
        (await _house.PostAsync("/mcp", """{"jsonrpc": "2.0", "id": 1, "method": "tools/list"}""", key: null)).IsProblem(HttpStatusCode.Unauthorized, "key-missing");
        (await _house.PostAsync("/mcp/fleet", """{"jsonrpc": "2.0", "id": 1, "method": "tools/list"}""", key: "wrong-key-0123456789")).IsProblem(HttpStatusCode.Unauthorized, "key-unknown");
    }

    [Fact]
    public async Task A_key_sees_and_calls_only_what_its_level_may()
    {
        await using var viewer = await _house.McpAsync(DoorHouse.ViewerKey);

        var names = (await viewer.ListToolsAsync(cancellationToken: Stop)).Select(tool => tool.Name).ToArray();
        var refused = await viewer.CallToolAsync("sandbox_run", new Dictionary<string, object?> { ["language"] = "python", ["code"] = "1" }, cancellationToken: Stop);

        Assert.Contains("audit_verify", names);
        Assert.DoesNotContain("sandbox_run", names);
        Assert.True(refused.IsError);
        Assert.Contains("Operator", refused.Text(), StringComparison.Ordinal);
        var entry = (await LastAsync("sandbox.run")).GetProperty("entry");
        Assert.Equal(("mcp", "eye"), (entry.GetProperty("door").GetString(), entry.GetProperty("caller").GetProperty("id").GetString()));
    }

    [Fact]
    public async Task What_interrupts_waits_for_people_and_says_where_to_look()
    {
        await using var client = await _house.McpAsync(DoorHouse.OperatorKey, revision: "2025-11-25");

        var result = await client.CallToolAsync("container_stand_in", None, cancellationToken: Stop);

        Assert.NotEqual(true, result.IsError);
        var waiting = result.StructuredContent!.Value.GetProperty("hydrabot").GetProperty("approval");
        Assert.Equal("waiting", waiting.GetProperty("state").GetString());
        var approval = await _house.GetAsync(waiting.GetProperty("follow").GetString()!["GET ".Length..]);
        Assert.Equal("pending", approval.Json.GetProperty("state").GetString());
        Assert.Contains("nothing that is said here approves it", result.Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_client_that_can_wait_is_asked_to_come_back_and_still_approves_nothing()
    {
        var asked = 0;
        await using var client = await _house.McpAsync(DoorHouse.OperatorKey, elicit: (question, _) =>
        {
            Interlocked.Increment(ref asked);
            Assert.Contains("waits for people", question!.Message, StringComparison.Ordinal);
            return ValueTask.FromResult(new ElicitResult { Action = asked < 3 ? "accept" : "cancel" });
        });
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Stop);

        try
        {
            var result = await client.CallToolAsync("container_stand_in", None, cancellationToken: patience.Token);
            Assert.DoesNotContain("\"done\"", result.Text(), StringComparison.Ordinal);
        }
        catch (McpException)
        {
            // A client may give up after some rounds.
        }

        Assert.True(asked > 0);
        Assert.DoesNotContain("waited", _house.Services.GetRequiredService<StandIns>().Interrupted);
    }

    [Fact]
    public async Task What_people_approve_brings_its_result_to_the_key_that_asked_and_to_no_other()
    {
        await using var client = await _house.McpAsync(DoorHouse.OperatorKey, revision: "2025-11-25");
        await using var other = await _house.McpAsync(DoorHouse.OwnerKey);
        var waiting = await client.CallToolAsync("container_stand_in", new Dictionary<string, object?> { ["what"] = "approved" }, cancellationToken: Stop);
        var result = Assert.Single(waiting.Content.OfType<ResourceLinkBlock>()).Uri;

        Assert.Contains("waits for people", Text(await client.ReadResourceAsync(result, cancellationToken: Stop)), StringComparison.Ordinal);
        await ApproveAsync(waiting);
        await _house.Services.GetRequiredService<StandIns>().BegunAsync("approved").WaitAsync(Stop);

        var read = await EndAsync(client, result);
        Assert.StartsWith(ToolAnswers.Outside, read, StringComparison.Ordinal);
        Assert.Contains("\"text\":\"interrupted approved\"", read, StringComparison.Ordinal);
        await Assert.ThrowsAsync<McpProtocolException>(async () => await other.ReadResourceAsync(result, cancellationToken: Stop));
    }

    [Fact]
    public async Task A_client_that_waits_is_given_the_result_itself_once_people_approved()
    {
        await using var client = await _house.McpAsync(DoorHouse.OperatorKey, elicit: async (question, stop) =>
        {
            await ApproveAsync("come back");
            return new ElicitResult { Action = "accept", Content = new Dictionary<string, JsonElement>() };
        });

        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        patience.CancelAfter(TimeSpan.FromSeconds(30));
        var result = await client.CallToolAsync("container_stand_in", new Dictionary<string, object?> { ["what"] = "come back" }, cancellationToken: patience.Token);

        Assert.NotEqual(true, result.IsError);
        Assert.Equal("interrupted come back", result.StructuredContent!.Value.GetProperty("text").GetString());
    }

    /// <summary>Read again, a few times a second, until what was approved is at its end.</summary>
    private static async Task<string> EndAsync(McpClient client, string resource)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        patience.CancelAfter(TimeSpan.FromSeconds(30));
        using var again = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        string read;
        do
            read = Text(await client.ReadResourceAsync(resource, cancellationToken: patience.Token));
        while (read.Contains("not at its end", StringComparison.Ordinal) && await again.WaitForNextTickAsync(patience.Token));
        return read;
    }

    private Task ApproveAsync(CallToolResult waiting) =>
        ApproveAsync(waiting.StructuredContent!.Value.GetProperty("hydrabot").GetProperty("approval").GetProperty("approvalId").GetGuid());

    /// <summary>The one whose argument says this, where it still waits.</summary>
    private async Task ApproveAsync(string what)
    {
        var pending = await _house.Services.GetRequiredService<IApprovalStore>().ListAsync(ApprovalState.Pending, 100, Stop);
        foreach (var approval in pending.Where(one => one.Request.Arguments.TryGetProperty("what", out var said) && said.GetString() == what))
            await ApproveAsync(approval.Id);
    }

    private async Task ApproveAsync(Guid approval)
    {
        var vote = await _house.Services.GetRequiredService<ApprovalDesk>().VoteAsync(approval, new Caller(CallerKind.Member, "7", "owner", AccessLevel.Owner), agrees: true, Stop);
        Assert.Equal(ApprovalState.Approved, vote.Approval!.State);
    }

    private static string Text(ReadResourceResult result) => string.Join('\n', result.Contents.OfType<TextResourceContents>().Select(content => content.Text));

    [Fact]
    public async Task Wrong_arguments_are_named_and_null_is_taken_for_left_out()
    {
        await using var client = await _house.McpAsync();

        var wrong = await client.CallToolAsync("audit_search", new Dictionary<string, object?> { ["limit"] = "many", ["color"] = "red" }, cancellationToken: Stop);
        var right = await client.CallToolAsync("audit_search", new Dictionary<string, object?> { ["limit"] = 3, ["person"] = null }, cancellationToken: Stop);

        Assert.True(wrong.IsError);
        Assert.Contains("limit", wrong.Text(), StringComparison.Ordinal);
        Assert.NotEqual(true, right.IsError);
    }

    [Fact]
    public async Task A_long_result_comes_a_page_at_a_time_and_to_its_own_key_alone()
    {
        await using var client = await _house.McpAsync();
        await using var other = await _house.McpAsync(DoorHouse.OperatorKey);

        var result = await client.CallToolAsync("container_long", None, cancellationToken: Stop);
        var next = Assert.Single(result.Content.OfType<ResourceLinkBlock>()).Uri;
        var read = (await client.ReadResourceAsync(next, cancellationToken: Stop)).Contents.OfType<TextResourceContents>().Select(content => content.Text).ToArray();
        var page = read[^1];

        Assert.True(result.StructuredContent!.Value.GetProperty("hydrabot").GetProperty("page").GetProperty("truncated").GetBoolean());
        Assert.Equal(ToolAnswers.Outside, read[0]);
        Assert.True(result.Text().Length < 40_000);
        Assert.StartsWith("xxxx", page, StringComparison.Ordinal);
        Assert.Contains("[next: ", page, StringComparison.Ordinal);
        await Assert.ThrowsAsync<McpProtocolException>(async () => await other.ReadResourceAsync(next, cancellationToken: Stop));
    }

    [Fact]
    public async Task Progress_reaches_a_client_that_asks_for_it()
    {
        await using var client = await _house.McpAsync(revision: "2025-11-25");
        var progress = new Heard(_house.Services.GetRequiredService<StandIns>().ProgressHeard);

        await client.CallToolAsync("container_steps", None, progress, cancellationToken: Stop);

        Assert.Equal("half way", progress.First?.Message);
    }

    [Fact]
    public void Progress_always_rises_whatever_is_reported()
    {
        var last = -1f;
        foreach (double? fraction in (double?[])[0, 0, 0.5, 0.4, null, 0.5, 1, 1, null, null, 7, -3])
        {
            var next = ProgressNotices.Next(new OperationProgress("x", fraction), last);
            Assert.True(next.Progress > last);
            Assert.True(next.Total is null || next.Total >= next.Progress);
            last = next.Progress;
        }
    }

    private sealed class Heard(TaskCompletionSource heard) : IProgress<ProgressNotificationValue>
    {
        public ProgressNotificationValue? First { get; private set; }

        public void Report(ProgressNotificationValue value)
        {
            First ??= value;
            heard.TrySetResult();
        }
    }

    [Fact]
    public async Task Text_from_outside_is_marked_as_data()
    {
        await using var client = await _house.McpAsync();

        var found = await client.CallToolAsync("memory_search", new Dictionary<string, object?> { ["query"] = "anything" }, cancellationToken: Stop);
        var law = await client.CallToolAsync("constitution_show", None, cancellationToken: Stop);

        Assert.All([found, law], result => Assert.Equal(ToolAnswers.Outside, Assert.IsType<TextContentBlock>(result.Content[0]).Text));
    }

    [Fact]
    public async Task Resources_and_prompts_are_there_for_clients_that_show_them()
    {
        await using var client = await _house.McpAsync();

        var resources = (await client.ListResourcesAsync(cancellationToken: Stop)).Select(resource => resource.Uri).ToArray();
        var audit = (await client.ReadResourceAsync("hydra://audit", cancellationToken: Stop)).Contents.OfType<TextResourceContents>().ToArray();
        var plan = await client.GetPromptAsync("overnight_plan", new Dictionary<string, object?> { ["goals"] = "move the photos" }, cancellationToken: Stop);
        var prompt = await client.GetPromptAsync("incident", new Dictionary<string, object?> { ["what"] = "jellyfin is slow" }, cancellationToken: Stop);

        Assert.Empty(((string[])["hydra://audit", "hydra://constitution", "hydra://briefing", "hydra://memory/core"]).Except(resources));
        Assert.Equal(["incident", "overnight_plan"], (await client.ListPromptsAsync(cancellationToken: Stop)).Select(known => known.Name));
        Assert.Contains("move the photos", Assert.IsType<TextContentBlock>(Assert.Single(plan.Messages).Content).Text, StringComparison.Ordinal);
        Assert.Equal(ToolAnswers.Outside, audit[0].Text);
        Assert.Contains("\"entries\"", audit[1].Text, StringComparison.Ordinal);
        Assert.Contains("jellyfin is slow", Assert.IsType<TextContentBlock>(Assert.Single(prompt.Messages).Content).Text, StringComparison.Ordinal);
        await Assert.ThrowsAsync<McpProtocolException>(async () => await client.GetPromptAsync("incident", null, cancellationToken: Stop));
        Assert.Equal(McpErrorCode.InvalidParams, (await Assert.ThrowsAsync<McpProtocolException>(async () => await client.ReadResourceAsync("hydra://nothing", cancellationToken: Stop))).ErrorCode);
    }

    [Fact]
    public async Task Sixty_four_clients_at_once_are_all_served()
    {
        var results = await Task.WhenAll(Enumerable.Range(0, 64).Select(async _ =>
        {
            await using var client = await _house.McpAsync();
            await client.ListToolsAsync(cancellationToken: Stop);
            return await client.CallToolAsync("constitution_show", None, cancellationToken: Stop);
        }));
        Assert.All(results, result => Assert.NotEqual(true, result.IsError));
    }

    [Fact]
    public void Every_tool_is_in_a_form_that_all_clients_take()
    {
        var tools = _house.Services.GetRequiredService<ToolCatalog>().All.Where(tool => !StandIns.Names.Contains(tool.Operation.Name)).ToArray();
        Assert.InRange(tools.Length, 20, 40);
        Assert.All(tools, tool =>
        {
            var definition = tool.Definition;
            Assert.Contains(tool.Operation.Toolset, Toolsets.All);
            Assert.Matches("^[a-z0-9_]{3,40}$", definition.Name);
            Assert.Matches("^[ -~]{10,140}$", definition.Description);
            Assert.DoesNotContain(definition.InputSchema.GetRawText(), "$ref", StringComparison.Ordinal);
            Assert.Equal("object", definition.InputSchema.GetProperty("type").GetString());
            Assert.All(definition.InputSchema.GetProperty("properties").EnumerateObject(), property =>
            {
                Assert.Equal(JsonValueKind.String, property.Value.GetProperty("type").ValueKind);
                Assert.Matches("^[ -~]+$", property.Value.GetProperty("description").GetString());
            });
            Assert.Equal(tool.Operation.Effect == OperationEffect.Read, definition.Annotations!.ReadOnlyHint);
            // What the house says in place of a result keeps to the schema of the result.
            Assert.False(definition.OutputSchema!.Value.GetProperty("properties").TryGetProperty(HouseNote.Name, out _));
            Assert.False(definition.OutputSchema!.Value.TryGetProperty("required", out _));
        });
    }

    private async Task<JsonElement> LastAsync(string operation) =>
        (await _house.GetAsync("/constitution/audit?limit=1000")).Json.EnumerateArray()
            .Last(entry => entry.GetProperty("entry").TryGetProperty("operation", out var name) && name.GetString() == operation);
}
