using System.Net;
using Xunit;

namespace HydraBot.Tests.Doors.Http;

public sealed class DescriptionTests(DoorHouse house) : IClassFixture<DoorHouse>
{
    [Fact]
    public async Task The_openapi_document_describes_every_call_and_every_operation()
    {
        var answer = await house.GetAsync("/openapi.json", DoorHouse.ViewerKey);
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.StartsWith("3.", answer.Json.GetProperty("openapi").GetString(), StringComparison.Ordinal);

        var paths = answer.Json.GetProperty("paths");
        foreach (var path in new[] { "/health", "/operations", "/operations/{name}", "/constitution/status", "/constitution/constraints", "/constitution/check", "/constitution/audit",
            "/constitution/audit/verify", "/constitution/emergency/stop", "/constitution/emergency/resume", "/approvals", "/approvals/{id}" })
            Assert.True(paths.TryGetProperty(path, out _), $"{path} is missing");
        foreach (var operation in (await house.GetAsync("/operations")).Json.EnumerateArray().Select(operation => operation.GetProperty("name").GetString()))
            Assert.True(paths.TryGetProperty($"/operations/{operation}", out _), $"{operation} is missing");

        var echo = paths.GetProperty("/operations/container.echo").GetProperty("post");
        var body = echo.GetProperty("requestBody").GetProperty("content").GetProperty("application/json").GetProperty("schema");
        Assert.Equal("string", body.GetProperty("properties").GetProperty("text").GetProperty("type").GetString());
        Assert.Equal("text", body.GetProperty("required")[0].GetString());
        var result = echo.GetProperty("responses").GetProperty("200").GetProperty("content").GetProperty("application/json").GetProperty("schema");
        Assert.True(result.GetProperty("properties").TryGetProperty("times", out _));
        Assert.Equal("bearer", answer.Json.GetProperty("components").GetProperty("securitySchemes").GetProperty("key").GetProperty("scheme").GetString());
    }

    [Fact]
    public async Task The_metrics_count_trips_down_the_road_and_what_stands_in_the_house()
    {
        await house.PostAsync("/operations/container.echo", """{"text": "a"}""");
        await house.PostAsync("/operations/no.such.thing.as.this");
        await house.PostAsync("/operations/container.poke", """{"name": "web"}""");

        var answer = await house.GetAsync("/metrics", DoorHouse.ViewerKey);
        Assert.Equal((HttpStatusCode.OK, "text/plain"), (answer.Status, answer.MediaType));
        Assert.Matches("""(?m)^hydrabot_operations_total\{.*door="http",operation="container.echo",outcome="done"\} [1-9]""", answer.Text);
        Assert.Matches("""(?m)^hydrabot_operation_duration_seconds_bucket\{.*operation="container.echo".*le="\+Inf"\} [1-9]""", answer.Text);
        Assert.Matches("""(?m)^hydrabot_operations_total\{.*operation="container.poke",outcome="waiting"\} [1-9]""", answer.Text);
        Assert.Matches("""(?m)^hydrabot_approvals_pending\S* [1-9]""", answer.Text);
        Assert.Matches("""(?m)^hydrabot_audit_entries\S* [1-9]""", answer.Text);
        Assert.Contains("dotnet_", answer.Text, StringComparison.Ordinal);
        Assert.Contains("http_server_request_duration", answer.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("no.such.thing", answer.Text, StringComparison.Ordinal);
    }
}
