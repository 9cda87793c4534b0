using System.Net.Http.Json;
using System.Text.Json;
using HydraBot.Governance.Operations;
using HydraBot.Speech.Recognition;
using HydraBot.Testing;
using HydraBot.Testing.Drivers;
using HydraBot.Tests.Doors.Voice;
using HydraBot.Voice.Turns;
using Microsoft.Extensions.DependencyInjection;
using ModelContextProtocol.Client;
using Xunit;

namespace HydraBot.Tests.Documents;

/// <summary>The example of docs/adding-an-operation.md compiles, and is found on each of the five doors.</summary>
public sealed class AddingAnOperationTests(ClockHouse house) : IClassFixture<ClockHouse>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public void The_page_shows_the_code_that_is_tested_here()
    {
        var page = File.ReadAllText(Path.Combine(SourceFolder.Root, "docs", "adding-an-operation.md"));
        var code = File.ReadAllText(Path.Combine(SourceFolder.Root, "tests", "HydraBot.Tests", "Documents", "ClockOperation.cs"));

        var shown = page.Split("```csharp\n")[1].Split("```")[0].Trim();
        var tested = code[code.IndexOf("internal sealed class ClockOperation", StringComparison.Ordinal)..].Trim();

        Assert.Equal(tested, shown);
        Assert.Equal(9, shown[shown.IndexOf("    [Operation", StringComparison.Ordinal)..shown.IndexOf("\n}", StringComparison.Ordinal)].Split('\n').Length);
    }

    [Fact]
    public async Task Chat_has_a_command_for_it()
    {
        await using var viewer = await MemberSession.SignInAsync(house.Page, "viewer", Stop);

        await viewer.RunAsync("clock time", Stop, ("zone", "Asia/Tokyo"));

        await viewer.Screen.MessageAsync(message => Look.Says(message, "in Asia/Tokyo"), Stop);
    }

    [Fact]
    public async Task Ask_hands_it_to_a_model_as_a_function()
    {
        using var http = house.Http();

        using var answer = await http.PostAsJsonAsync("/operations/chat", new { prompt = "How late is it in Tokyo?" }, Stop);

        Assert.Equal("Half past.", JsonElement.Parse(await answer.Content.ReadAsStringAsync(Stop)).GetProperty("text").GetString());
        var result = JsonElement.Parse(house.Model.Bodies.Last()).GetProperty("messages").EnumerateArray().Last();
        Assert.Equal("tool", result.GetProperty("role").GetString());
        Assert.Contains("Asia/Tokyo", result.GetProperty("content").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Voice_hears_its_name_and_speaks_its_answer()
    {
        var router = house.Services.GetRequiredService<ITurnTaker>();
        var speaker = new Caller(CallerKind.Member, "2", "Vera", AccessLevel.Viewer);

        var said = await router.AnswerAsync(new RouterTests.FakeCall(), speaker, new Transcript("clock time", "test"), recogniserIsOpen: false, Stop);

        Assert.Matches(@"^It is \d\d:\d\d in UTC$", said.Text);
    }

    [Theory]
    [InlineData("/mcp")]
    [InlineData("/mcp/fleet")]
    public async Task Mcp_serves_it_as_a_tool(string path)
    {
        using var http = house.Http();
        var transport = new HttpClientTransport(
            new HttpClientTransportOptions { Endpoint = new Uri(http.BaseAddress!, path), TransportMode = HttpTransportMode.StreamableHttp }, http, null, ownsHttpClient: false);
        await using var client = await McpClient.CreateAsync(transport, cancellationToken: Stop);

        var result = await client.CallToolAsync("clock_time", new Dictionary<string, object?> { ["zone"] = "Asia/Tokyo" }, cancellationToken: Stop);

        Assert.Equal("Asia/Tokyo", result.StructuredContent!.Value.GetProperty("zone").GetString());
    }

    [Fact]
    public async Task Http_has_a_call_for_it_that_says_what_is_wrong_with_an_argument()
    {
        using var http = house.Http();

        using var right = await http.PostAsJsonAsync("/operations/clock.time", new { zone = "Asia/Tokyo" }, Stop);
        using var wrong = await http.PostAsJsonAsync("/operations/clock.time", new { zone = "Narnia" }, Stop);

        Assert.Equal(TimeSpan.FromHours(9), JsonElement.Parse(await right.Content.ReadAsStringAsync(Stop)).GetProperty("now").GetDateTimeOffset().Offset);
        Assert.Contains("There is no time zone 'Narnia'", await wrong.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
        Assert.Contains("/operations/clock.time", await http.GetStringAsync("/openapi.json", Stop), StringComparison.Ordinal);
    }
}
