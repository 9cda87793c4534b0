using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using HydraBot.EndToEndTests.Peers;
using HydraBot.Testing.Docker;
using HydraBot.Testing.Drivers;
using Xunit;

namespace HydraBot.EndToEndTests;

/// <summary>The main job: somebody asks for a restart, somebody allowed agrees, a real container restarts, and the audit log proves it.</summary>
public sealed class MainJobTests
{
    private const string Serve = "trap 'exit 0' TERM; while true; do sleep 1 & wait $!; done";

    private static readonly string[] Trail = ["approvalAsked", "approvalDecided", "intent", "outcome"];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_restart_asked_on_discord_and_agreed_to_by_reaction_restarts_the_container_and_is_proved_by_the_audit_log()
    {
        await using var containers = await TestContainers.RequireAsync(Token);
        var container = await containers.RunAsync("web", Serve, cancellationToken: Token);
        var before = await containers.InspectAsync(container, Token);
        await using var house = await HouseProcess.StartAsync(Token);
        await using var member = await house.SignInAsync("operator", Token);

        await member.RunAsync("restart", Token, ("container", container));
        var post = await member.Screen.MessageAsync(
            message => Look.IsIn(message, member.Channel("approvals")) && Look.Says(message, "Approval needed"), Token);
        Assert.Contains(container, Look.TextOf(post), StringComparison.Ordinal);
        Assert.Equal(before.State!.StartedAt, (await containers.InspectAsync(container, Token)).State!.StartedAt);
        await member.ReactAsync(post, "✅", Token);

        var answer = await member.Screen.MessageAsync(
            message => Look.IsIn(message, member.Channel("command")) && Look.Says(message, "restarted"), Token);
        Assert.Contains(container, Look.TextOf(answer), StringComparison.Ordinal);
        Assert.NotEqual(before.State.StartedAt, (await containers.InspectAsync(container, Token)).State!.StartedAt);
        await AssertTrailAsync(house, container);
    }

    [Fact]
    public async Task The_same_job_asked_over_http_waits_for_a_button_on_discord_and_leaves_the_same_trail()
    {
        await using var containers = await TestContainers.RequireAsync(Token);
        var container = await containers.RunAsync("web", Serve, cancellationToken: Token);
        var before = await containers.InspectAsync(container, Token);
        await using var house = await HouseProcess.StartAsync(Token);
        await using var member = await house.SignInAsync("owner", Token);
        using var key = house.OwnerKey();

        using var asked = await key.PostAsJsonAsync("operations/container.restart", new JsonObject { ["container"] = container }, Token);
        Assert.Equal(HttpStatusCode.Accepted, asked.StatusCode);
        var approval = (await asked.Content.ReadFromJsonAsync<JsonNode>(Token))!["approvalId"]!.ToString();
        var post = await member.Screen.MessageAsync(message => Look.HasButton(message, "Approve"), Token);
        await member.PressAsync(post, "Approve", Token);

        await member.Screen.MessageAsync(message => Look.Says(message, "restarted") && Look.Says(message, container), Token);
        Assert.NotEqual(before.State!.StartedAt, (await containers.InspectAsync(container, Token)).State!.StartedAt);
        Assert.Equal("approved", (await key.GetFromJsonAsync<JsonNode>($"approvals/{approval}", Token))!["state"]!.ToString());
        await AssertTrailAsync(house, container);
    }

    [Fact]
    public async Task The_same_job_done_by_discord_js_own_gateway_and_rest_leaves_the_same_trail()
    {
        PeerProcess.Require();
        await using var containers = await TestContainers.RequireAsync(Token);
        var container = await containers.RunAsync("web", Serve, cancellationToken: Token);
        var before = await containers.InspectAsync(container, Token);
        await using var house = await HouseProcess.StartAsync(Token);
        await using var member = PeerProcess.Start(
            "member.mjs", ("EMULATOR", house.Page.ToString().TrimEnd('/')), ("TOKEN", await MemberSession.TokenAsync(house.Page, "operator", Token)), ("CONTAINER", container));

        await member.SaidAsync("asked");
        Assert.Contains(container, (await member.SaidAsync("answered"))["text"]!.ToString(), StringComparison.Ordinal);

        Assert.NotEqual(before.State!.StartedAt, (await containers.InspectAsync(container, Token)).State!.StartedAt);
        await AssertTrailAsync(house, container);
    }

    [Fact]
    public async Task Hands_that_may_not_decide_change_nothing_and_the_one_that_may_refuses_for_good()
    {
        await using var containers = await TestContainers.RequireAsync(Token);
        var container = await containers.RunAsync("web", Serve, cancellationToken: Token);
        var before = await containers.InspectAsync(container, Token);
        await using var house = await HouseProcess.StartAsync(Token);
        await using var asker = await house.SignInAsync("operator", Token);
        await using var viewer = await house.SignInAsync("viewer", Token);
        await using var owner = await house.SignInAsync("owner", Token);

        await asker.RunAsync("restart", Token, ("container", container));
        var post = await viewer.Screen.MessageAsync(message => Look.HasButton(message, "Approve"), Token);
        await viewer.PressAsync(post, "Approve", Token);
        var told = await viewer.Screen.MessageAsync(message => Look.Says(message, "does not count"), Token);
        Assert.True(Look.IsEphemeral(told));
        Assert.Equal(0, owner.Screen.Count(message => Look.Says(message, "does not count")));

        await owner.PressAsync(await owner.Screen.MessageAsync(message => Look.HasButton(message, "Refuse"), Token), "Refuse", Token);
        await asker.Screen.MessageAsync(message => Look.IsIn(message, asker.Channel("command")) && Look.Says(message, "refused"), Token);
        await owner.ReactAsync(post, "✅", Token);

        using var key = house.OwnerKey();
        var kinds = await KindsAsync(key, container);
        Assert.DoesNotContain("intent", kinds);
        Assert.Equal(before.State!.StartedAt, (await containers.InspectAsync(container, Token)).State!.StartedAt);
    }

    [Fact]
    public async Task A_guest_is_told_privately_that_there_is_no_access_and_it_is_audited()
    {
        await using var house = await HouseProcess.StartAsync(Token);
        await using var guest = await house.SignInAsync("guest", Token);
        await using var owner = await house.SignInAsync("owner", Token);

        await guest.RunAsync("status", Token);

        var told = await guest.Screen.MessageAsync(message => Look.Says(message, "no access"), Token);
        Assert.True(Look.IsEphemeral(told));
        Assert.Equal(0, owner.Screen.Count(message => Look.Says(message, "no access")));
        using var key = house.OwnerKey();
        Assert.Contains((await AuditAsync(key)), entry => entry["operation"]?.ToString() == "status" && entry["kind"]!.ToString() == "refused");
    }

    private static async Task AssertTrailAsync(HouseProcess house, string container)
    {
        using var key = house.OwnerKey();
        Assert.Equal(Trail, await KindsAsync(key, container));
        var verified = await key.GetFromJsonAsync<JsonNode>("constitution/audit/verify", Token);
        Assert.True((bool)verified!["valid"]!);
    }

    /// <summary>The kinds of the entries about the restart of this container, oldest first.</summary>
    private static async Task<string[]> KindsAsync(HttpClient key, string container)
    {
        var entries = await AuditAsync(key);
        var request = entries.First(entry => entry["arguments"]?["container"]?.ToString() == container)["requestId"]!.ToString();
        return [.. entries.Where(entry => entry["requestId"]?.ToString() == request).Select(entry => entry["kind"]!.ToString()).Where(kind => kind != "approvalVote")];
    }

    private static async Task<JsonNode[]> AuditAsync(HttpClient key) =>
        [.. (await key.GetFromJsonAsync<JsonArray>("constitution/audit?limit=1000", Token))!.Select(entry => entry!["entry"]!)];
}
