using System.Net;
using HydraBot.Tests.DiscordEmulator.Raw;
using Xunit;

namespace HydraBot.Tests.DiscordEmulator.Page;

public sealed class PageTests : IAsyncLifetime
{
    private Desk _desk = null!;

    public async ValueTask InitializeAsync() => _desk = await Desk.OpenAsync();

    public ValueTask DisposeAsync() => _desk.DisposeAsync();

    [Theory]
    [InlineData("evil.example", null, HttpStatusCode.Forbidden)]
    [InlineData("evil.example:8701", null, HttpStatusCode.Forbidden)]
    [InlineData("127.0.0.1.evil.example", null, HttpStatusCode.Forbidden)]
    [InlineData(null, "https://evil.example", HttpStatusCode.Forbidden)]
    [InlineData(null, "null", HttpStatusCode.Forbidden)]
    [InlineData(null, "http://localhost:1", HttpStatusCode.Forbidden)]
    [InlineData("localhost", null, HttpStatusCode.OK)]
    [InlineData(null, "OWN", HttpStatusCode.OK)]
    public async Task A_page_elsewhere_cannot_read_tokens(string? host, string? origin, HttpStatusCode status)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(_desk.Discord.Url, "emulator/members"));
        request.Headers.Host = host;
        if (origin is not null)
            request.Headers.Add("Origin", origin == "OWN" ? _desk.Discord.Url.GetLeftPart(UriPartial.Authority) : origin);
        using var response = await _desk.Http.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(status, response.StatusCode);
        Assert.DoesNotContain(response.Headers, header => header.Key.StartsWith("Access-Control", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Every_embedded_file_is_served_with_its_type_its_tag_and_a_strict_policy()
    {
        var names = typeof(HydraBot.DiscordEmulator.EmulatedDiscord).Assembly.GetManifestResourceNames().Where(name => name.StartsWith("page/", StringComparison.Ordinal));
        foreach (var name in names.Select(name => name["page/".Length..]))
        {
            using var response = await _desk.Http.GetAsync(new Uri(_desk.Discord.Url, name), TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            Assert.NotEqual("application/octet-stream", response.Content.Headers.ContentType!.MediaType);
            Assert.StartsWith("default-src 'self';", Assert.Single(response.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
            using var again = new HttpRequestMessage(HttpMethod.Get, new Uri(_desk.Discord.Url, name));
            again.Headers.IfNoneMatch.Add(response.Headers.ETag!);
            using var unchanged = await _desk.Http.SendAsync(again, TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.NotModified, unchanged.StatusCode);
        }
    }

    [Theory]
    [InlineData("nowhere.html")]
    [InlineData("../emulator.db")]
    [InlineData("avatars/1/x.svg")]
    [InlineData("attachments/1/2/x.png")]
    public async Task What_is_not_there_is_404(string path)
    {
        using var response = await _desk.Http.GetAsync(new Uri(_desk.Discord.Url, path), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Fact]
    public async Task Everybody_has_a_picture()
    {
        using var response = await _desk.Http.GetAsync(new Uri(_desk.Discord.Url, $"avatars/{_desk.IdOf("owner")}/x.svg"), TestContext.Current.CancellationToken);
        Assert.Equal("image/svg+xml", response.Content.Headers.ContentType!.MediaType);
        Assert.Contains(">O<", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }
}
