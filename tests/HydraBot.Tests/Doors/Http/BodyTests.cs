using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Xunit;

namespace HydraBot.Tests.Doors.Http;

public sealed class BodyTests(DoorHouse house) : IClassFixture<DoorHouse>
{
    private const string Echo = "/operations/container.echo";

    [Fact]
    public async Task A_body_over_one_megabyte_is_refused_with_the_limit()
    {
        var answer = await house.PostAsync(Echo, $$"""{"text": "{{new string('x', 1024 * 1024)}}"}""");
        Assert.Contains("1,048,576 bytes", answer.IsProblem(HttpStatusCode.RequestEntityTooLarge, "body-too-large").Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_that_does_not_say_its_length_is_refused_once_it_is_too_long()
    {
        using var content = new StreamContent(new Endless(2 * 1024 * 1024));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using var request = new HttpRequestMessage(HttpMethod.Post, Echo) { Content = content, Headers = { TransferEncodingChunked = true } };
        (await house.SendAsync(request)).IsProblem(HttpStatusCode.RequestEntityTooLarge, "body-too-large");
    }

    [Theory]
    [InlineData("{\"text\": \"a\",\n  nonsense}", "line 2, byte 3")]
    [InlineData("{\"text\": ", "line 1, byte 10")]
    [InlineData("{\"text\": \"a\"} {}", "line 1, byte 15")]
    [InlineData("{\"text\": 'a'}", "line 1, byte 10")]
    public async Task Malformed_json_is_refused_with_its_place(string json, string place)
    {
        var detail = (await house.PostAsync(Echo, json)).IsProblem(HttpStatusCode.BadRequest, "malformed-body").Detail;
        Assert.Contains(place, detail, StringComparison.Ordinal);
        Assert.DoesNotContain("LineNumber", detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_property_that_is_given_twice_is_refused_with_its_name()
    {
        var answer = await house.PostAsync(Echo, """{"text": "a", "text": "b"}""");
        Assert.Contains("'text'", answer.IsProblem(HttpStatusCode.BadRequest, "malformed-body").Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Half_of_a_surrogate_pair_is_refused()
    {
        var answer = await house.PostAsync(Echo, """{"text": "\ud800"}""");
        Assert.Contains("surrogate", answer.IsProblem(HttpStatusCode.BadRequest, "malformed-body").Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bytes_that_are_not_utf8_are_refused()
    {
        using var content = new ByteArrayContent([.. "{\"text\": \""u8, 0xC3, 0x28, .. "\"}"u8]);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using var request = new HttpRequestMessage(HttpMethod.Post, Echo) { Content = content };
        Assert.Contains("UTF-8", (await house.SendAsync(request)).IsProblem(HttpStatusCode.BadRequest, "malformed-body").Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_content_type_is_refused_with_the_allowed_one()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Echo) { Content = new StringContent("text=a", Encoding.UTF8, "application/x-www-form-urlencoded") };
        var detail = (await house.SendAsync(request)).IsProblem(HttpStatusCode.UnsupportedMediaType, "wrong-media-type").Detail;
        Assert.Contains("application/x-www-form-urlencoded", detail, StringComparison.Ordinal);
        Assert.Contains("application/json", detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[1]")]
    [InlineData("\"text\"")]
    [InlineData("null")]
    public async Task A_body_that_is_no_object_is_refused(string json) =>
        (await house.PostAsync(Echo, json)).IsProblem(HttpStatusCode.UnprocessableEntity, "wrong-arguments");

    [Fact]
    public async Task No_body_is_an_empty_object()
    {
        var answer = await house.PostAsync("/operations/audit.verify");
        Assert.Equal(HttpStatusCode.OK, answer.Status);
    }

    /// <summary>Digits without an end, of which nobody should have to read all.</summary>
    private sealed class Endless(long length) : MemoryStream(Encoding.ASCII.GetBytes("[" + new string('1', (int)length)));
}
