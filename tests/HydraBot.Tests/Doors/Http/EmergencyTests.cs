using System.Net;
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
        (await house.PostAsync("/constitution/emergency/stop")).IsProblem(HttpStatusCode.UnprocessableEntity, "wrong-arguments");
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
}
