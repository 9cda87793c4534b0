using System.Net;
using System.Net.Http.Headers;
using Xunit;

namespace HydraBot.Tests.Doors.Http;

public sealed class KeyTests(DoorHouse house) : IClassFixture<DoorHouse>
{
    [Theory]
    [InlineData("/operations")]
    [InlineData("/constitution/status")]
    [InlineData("/constitution/audit")]
    [InlineData("/approvals")]
    [InlineData("/metrics")]
    [InlineData("/openapi.json")]
    [InlineData("/there/is/no/such/page")]
    public async Task Nothing_but_health_answers_without_a_key(string path)
    {
        var answer = (await house.GetAsync(path, key: null)).IsProblem(HttpStatusCode.Unauthorized, "key-missing");
        Assert.Equal("Bearer", answer.Headers.WwwAuthenticate.Single().Scheme);
    }

    [Fact]
    public async Task Health_needs_no_key() => Assert.Equal(HttpStatusCode.OK, (await house.GetAsync("/health", key: null)).Status);

    [Fact]
    public async Task The_scheme_may_be_written_in_any_letter_case()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/operations");
        request.Headers.TryAddWithoutValidation("Authorization", $"bearer {DoorHouse.ViewerKey}");
        Assert.Equal(HttpStatusCode.OK, (await house.SendAsync(request, key: null)).Status);
    }

    [Theory]
    [InlineData("Basic b3duZXItdG9rZW4tMDEyMzQ1Njc4OTo=")]
    [InlineData(DoorHouse.OwnerKey)]
    [InlineData("Bearer")]
    public async Task Another_form_of_the_header_is_no_key(string header)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/operations");
        request.Headers.TryAddWithoutValidation("Authorization", header);
        (await house.SendAsync(request, key: null)).IsProblem(HttpStatusCode.Unauthorized, "key-missing");
    }

    [Theory]
    [InlineData("a-key-that-nobody-has")]
    [InlineData(DoorHouse.OwnerKey + "x")]
    [InlineData("owner-key-012345678")]
    public async Task A_wrong_key_is_refused(string key) =>
        (await house.GetAsync("/operations", key)).IsProblem(HttpStatusCode.Unauthorized, "key-unknown");

    [Fact]
    public async Task A_key_may_not_read_what_is_above_its_access()
    {
        Assert.Contains("Operator", (await house.GetAsync("/constitution/audit", DoorHouse.ViewerKey)).IsProblem(HttpStatusCode.Forbidden, "access").Detail, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await house.GetAsync("/constitution/audit", DoorHouse.OperatorKey)).Status);
    }

    [Fact]
    public async Task Local_mode_keeps_one_owner_key_in_a_file_that_only_its_user_can_read()
    {
        var file = Path.Combine(house.Storage, "api-key");
        var key = await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, (await house.GetAsync("/constitution/audit", key)).Status);
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
    }

    [Fact]
    public async Task Two_headers_are_no_key()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/operations");
        request.Headers.TryAddWithoutValidation("Authorization", [$"Bearer {DoorHouse.OwnerKey}", $"Bearer {DoorHouse.ViewerKey}"]);
        (await house.SendAsync(request, key: null)).IsProblem(HttpStatusCode.Unauthorized, "key-missing");
    }
}
