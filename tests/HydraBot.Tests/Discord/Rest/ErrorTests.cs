using HydraBot.Discord;
using HydraBot.Discord.Model;
using HydraBot.Discord.Rest;
using Xunit;

namespace HydraBot.Tests.Discord.Rest;

public class ErrorTests
{
    private static CancellationToken Token => Patience.Token;

    [Fact]
    public async Task An_error_names_every_wrong_field_by_its_path_in_one_line()
    {
        await using var api = await RestFixture.StartAsync();
        api.Discord.On("POST /channels/1/messages", _ => new FakeAnswer(400, """
            {"code":50035,"message":"Invalid Form Body","errors":{
              "content":{"_errors":[{"code":"BASE_TYPE_MAX_LENGTH","message":"Must be 2000 or fewer in length."}]},
              "embeds":{"0":{"fields":{"3":{"value":{"_errors":[{"code":"BASE_TYPE_REQUIRED","message":"This field is required"}]}}}}}}}
            """));
        var error = await Assert.ThrowsAsync<DiscordRestException>(() => api.Rest.CreateMessageAsync(1, "x", Token));
        Assert.Equal((400, DiscordErrorCodes.InvalidForm, "Invalid Form Body"), ((int)error.Status, error.Code, error.Reason));
        Assert.Equal(
            [new FieldError("content", "BASE_TYPE_MAX_LENGTH", "Must be 2000 or fewer in length."), new FieldError("embeds[0].fields[3].value", "BASE_TYPE_REQUIRED", "This field is required")],
            error.Errors);
        Assert.Equal(
            "POST /channels/{channel}/messages: 400 Bad Request, Discord code 50035 (Invalid Form Body): content: Must be 2000 or fewer in length.; embeds[0].fields[3].value: This field is required",
            error.Message);
        Assert.Contains("\"_errors\"", error.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<html>cloudflare\nsays no</html>")]
    [InlineData("")]
    [InlineData("[1,2]")]
    [InlineData("""{"code":"text","message":5,"errors":{"a":{"_errors":"no list"},"b":3}}""")]
    public async Task An_error_body_of_any_form_still_gives_status_and_route(string body)
    {
        await using var api = await RestFixture.StartAsync();
        api.Discord.On("GET /channels/1", _ => new FakeAnswer(404, body));
        var error = await Assert.ThrowsAsync<DiscordRestException>(() => api.Rest.GetChannelAsync(1, Token));
        Assert.Equal("GET /channels/{channel}: 404 Not Found", error.Message);
        Assert.Equal(body, error.Body);
    }

    [Fact]
    public async Task An_answer_that_is_not_what_was_asked_for_is_named()
    {
        await using var api = await RestFixture.StartAsync();
        api.Discord.On("GET /channels/1", _ => FakeAnswer.Json("""{"id":[]}"""));
        var error = await Assert.ThrowsAsync<DiscordException>(() => api.Rest.GetChannelAsync(1, Token));
        Assert.StartsWith("GET /channels/{channel}: Discord answered something that is not a Channel", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_message_longer_than_2000_characters_is_refused_with_its_path_and_not_sent()
    {
        await using var api = await RestFixture.StartAsync();
        var error = await Assert.ThrowsAsync<DiscordValidationException>(() => api.Rest.CreateMessageAsync(1, new string('x', 2001), Token));
        Assert.Equal("Discord would refuse this: content: 2001 characters long, up to 2000 are allowed", error.Message);
        Assert.Empty(api.Discord.AllRequests);
    }
}
