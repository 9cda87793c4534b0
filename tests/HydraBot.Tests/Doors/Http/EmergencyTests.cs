using System.Net;
using System.Text;
using System.Text.Json;
using Xunit;

namespace HydraBot.Tests.Doors.Http;

public sealed class EmergencyTests
{
    [Fact]
    public async Task A_stopped_house_reads_on_and_changes_nothing_whatever_a_key_says()
    {
        await using var house = new DoorHouse();
        await house.InitializeAsync();

        (await house.PostAsync("/constitution/emergency/stop", """{"reason": "smoke"}""", DoorHouse.ViewerKey)).IsProblem(HttpStatusCode.Forbidden, "access");
        (await house.PostAsync("/constitution/emergency/stop", """{"reason": ""}""")).IsProblem(HttpStatusCode.UnprocessableEntity, "wrong-arguments");
        var stopped = await house.PostAsync("/constitution/emergency/stop", """{"reason": "smoke"}""", DoorHouse.OperatorKey);
        Assert.Equal(HttpStatusCode.OK, stopped.Status);
        Assert.True(stopped.Json.GetProperty("stopped").GetBoolean());

        Assert.Contains("smoke", (await house.PostAsync("/operations/container.touch")).IsProblem(HttpStatusCode.Conflict, "stopped").Detail, StringComparison.Ordinal);
        (await house.PostAsync("/operations/container.poke", """{"name": "web"}""")).IsProblem(HttpStatusCode.Conflict, "stopped");
        Assert.Equal(0, house.Operations.Effects);
        Assert.Equal(HttpStatusCode.OK, (await house.PostAsync("/operations/container.echo", """{"text": "a"}""")).Status);
        Assert.Equal("deny", (await house.PostAsync("/constitution/check", """{"operation": "message.send", "arguments": {"text": "a"}}""")).Json.GetProperty("decision").GetString());

        foreach (var resume in new[] { "/constitution/emergency/resume", "/operations/emergency.resume" })
        {
            var asked = await house.PostAsync(resume);
            Assert.Equal(HttpStatusCode.Accepted, asked.Status);
            Assert.Equal($"/approvals/{asked.Json.GetProperty("approvalId").GetGuid()}", asked.Headers.Location!.ToString());
        }

        var status = (await house.GetAsync("/constitution/status")).Json.GetProperty("emergencyStop");
        Assert.Equal((true, "hand", "smoke"), (status.GetProperty("stopped").GetBoolean(), status.GetProperty("by").GetString(), status.GetProperty("reason").GetString()));
    }
    [Fact]
    public async Task Whoever_is_in_a_hurry_stops_without_a_reason()
    {
        await using var house = new DoorHouse();
        await house.InitializeAsync();

        var stopped = await house.PostAsync("/constitution/emergency/stop", null, DoorHouse.OperatorKey);

        Assert.Equal(HttpStatusCode.OK, stopped.Status);
        Assert.Equal("no reason was given", (await house.GetAsync("/constitution/status")).Json.GetProperty("emergencyStop").GetProperty("reason").GetString());
    }

    [Fact]
    public async Task It_is_a_tool_over_mcp()
    {
        await using var house = new DoorHouse();
        await house.InitializeAsync();

        Assert.True((await CallAsync(house, DoorHouse.ViewerKey)).GetProperty("isError").GetBoolean());
        Assert.False(await IsStoppedAsync(house));
        Assert.False((await CallAsync(house, DoorHouse.OperatorKey)).TryGetProperty("isError", out var error) && error.GetBoolean());
        Assert.True(await IsStoppedAsync(house));
    }

    private static async Task<bool> IsStoppedAsync(DoorHouse house) =>
        (await house.GetAsync("/constitution/status")).Json.GetProperty("emergencyStop").GetProperty("stopped").GetBoolean();

    private static async Task<JsonElement> CallAsync(DoorHouse house, string key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/mcp")
        {
            Content = new StringContent("""{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"emergency_stop","arguments":{}}}""", Encoding.UTF8, "application/json"),
        };
        request.Headers.Accept.ParseAdd("application/json, text/event-stream");
        request.Headers.Add("MCP-Protocol-Version", "2025-11-25");
        var answer = (await house.SendAsync(request, key)).Text;
        var data = answer.Split('\n').FirstOrDefault(line => line.StartsWith("data:", StringComparison.Ordinal))?["data:".Length..] ?? answer;
        return JsonElement.Parse(data).GetProperty("result");
    }
}
