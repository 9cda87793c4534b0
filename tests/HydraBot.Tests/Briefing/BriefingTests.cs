using System.Net;
using System.Text.Json;
using HydraBot.Tests.Doors.Http;
using Xunit;

namespace HydraBot.Tests.Briefing;

/// <summary>The briefing tells what the record proves, and nothing else.</summary>
public sealed class BriefingTests : IAsyncLifetime
{
    private readonly DoorHouse _house = new(null, "--Sandbox:TestAtStart=false", "--Inference:Discover=false");

    public ValueTask InitializeAsync() => _house.InitializeAsync();

    public ValueTask DisposeAsync() => _house.DisposeAsync();

    [Fact]
    public async Task It_tells_what_was_done_what_was_refused_and_what_waits_for_a_person()
    {
        await _house.PostAsync("/operations/container.touch");
        await _house.PostAsync("/operations/container.touch");
        await _house.PostAsync("/operations/container.echo", """{"text": "only looked"}""");
        Assert.Equal(HttpStatusCode.Accepted, (await _house.PostAsync("/operations/container.poke", """{"name": "jellyfin"}""")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await _house.PostAsync("/operations/forbidden.touch")).Status);

        var night = (await _house.PostAsync("/operations/briefing.now")).Json;

        Assert.Contains("`container.touch` 2×", Lines(night, "done"));
        Assert.Contains(Lines(night, "needsYou"), line => line.StartsWith("`container.poke` waits for a decision until ", StringComparison.Ordinal));
        Assert.Contains(Lines(night, "refused"), line => line.StartsWith("`forbidden.touch`: ", StringComparison.Ordinal));
        Assert.DoesNotContain("echo", night.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_happened_before_the_moment_is_left_out()
    {
        await _house.PostAsync("/operations/container.touch");
        var after = TimeProvider.System.GetUtcNow();
        await _house.PostAsync("/operations/forbidden.touch");

        var night = (await _house.PostAsync("/operations/briefing.since", JsonSerializer.Serialize(new { moment = $"{after:O}" }))).Json;

        Assert.Empty(Lines(night, "done"));
        Assert.Single(Lines(night, "refused"));
    }

    [Theory]
    [InlineData("yesterday", "allowed is a span such as 90m, 12h or 3d")]
    [InlineData("3w", "allowed is a span such as 90m, 12h or 3d")]
    [InlineData("2999-01-01", "still to come")]
    public async Task A_moment_that_is_none_is_named(string moment, string said)
    {
        var answer = await _house.PostAsync("/operations/briefing.since", JsonSerializer.Serialize(new { moment }));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Contains(said, answer.Text, StringComparison.Ordinal);
    }

    private static string[] Lines(JsonElement night, string name) => [.. night.GetProperty(name).EnumerateArray().Select(line => line.GetString()!)];
}
