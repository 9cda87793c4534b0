using System.Net;
using System.Net.Http.Headers;
using Xunit;

namespace HydraBot.Tests.Doors.Http;

public sealed class StreamTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Progress_arrives_while_the_operation_runs_and_the_result_at_its_end()
    {
        await using var house = new DoorHouse();
        await house.InitializeAsync();
        using var http = house.Client();
        using var response = await http.SendAsync(Request("container.wait"), HttpCompletionOption.ResponseHeadersRead, Stop);
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType?.MediaType);

        using var lines = new StreamReader(await response.Content.ReadAsStreamAsync(Stop));
        Assert.Equal(["event: progress", """data: {"text":"half way","fraction":0.5}""", ""], [await lines.ReadLineAsync(Stop), await lines.ReadLineAsync(Stop), await lines.ReadLineAsync(Stop)]);
        house.Operations.LetItEnd();
        Assert.Equal(["event: result", """data: {"text":"waited","times":1}""", ""], [await lines.ReadLineAsync(Stop), await lines.ReadLineAsync(Stop), await lines.ReadLineAsync(Stop)]);
        Assert.Null(await lines.ReadLineAsync(Stop));
    }

    [Fact]
    public async Task A_request_that_never_runs_keeps_its_own_status()
    {
        await using var house = new DoorHouse();
        await house.InitializeAsync();
        (await house.SendAsync(Request("container.explode"))).IsProblem(HttpStatusCode.NotFound, "unknown-operation");
        Assert.Equal(HttpStatusCode.Accepted, (await house.SendAsync(Request("container.poke", """{"name": "web"}"""))).Status);
        (await house.SendAsync(Request("container.fail"))).IsProblem(HttpStatusCode.BadGateway, "operation-failed");
    }

    [Fact]
    public async Task A_stop_in_the_middle_ends_the_stream_with_the_problem_and_an_outcome()
    {
        await using var house = new DoorHouse();
        await house.InitializeAsync();
        using var http = house.Client();
        using var response = await http.SendAsync(Request("container.hold"), HttpCompletionOption.ResponseHeadersRead, Stop);
        await house.PostAsync("/constitution/emergency/stop", """{"reason": "smoke"}""");
        var events = await response.Content.ReadAsStringAsync(Stop);
        Assert.Contains("event: problem", events, StringComparison.Ordinal);
        Assert.Contains("urn:hydrabot:problem:stopped", events, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_caller_who_goes_away_ends_the_operation()
    {
        await using var house = new DoorHouse();
        await house.InitializeAsync();
        using var http = house.Client();
        using (await http.SendAsync(Request("container.wait"), HttpCompletionOption.ResponseHeadersRead, Stop))
            await house.Operations.Begun.WaitAsync(Stop);
        await house.Operations.Ended.WaitAsync(Stop);
    }

    private static HttpRequestMessage Request(string operation, string json = "{}") => new(HttpMethod.Post, $"/operations/{operation}")
    {
        Content = new StringContent(json, new MediaTypeHeaderValue("application/json")),
        Headers = { Accept = { new MediaTypeWithQualityHeaderValue("text/event-stream") } },
    };
}
