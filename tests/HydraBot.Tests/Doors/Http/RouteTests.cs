using System.Net;
using Xunit;

namespace HydraBot.Tests.Doors.Http;

public sealed class RouteTests(DoorHouse house) : IClassFixture<DoorHouse>
{
    [Fact]
    public async Task An_unknown_page_is_a_problem_that_says_where_to_look() =>
        Assert.Contains("/openapi.json", (await house.GetAsync("/nowhere")).IsProblem(HttpStatusCode.NotFound, "not-found").Detail, StringComparison.Ordinal);

    [Fact]
    public async Task A_wrong_method_is_a_problem_that_names_the_right_one()
    {
        var answer = (await house.PostAsync("/approvals")).IsProblem(HttpStatusCode.MethodNotAllowed, "method-not-allowed");
        Assert.Equal(["GET"], answer.ContentHeaders.Allow);
        Assert.Contains("allowed is GET", answer.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("evil.example")]
    [InlineData("localhost.evil.example")]
    [InlineData("127.0.0.1.evil.example:8700")]
    [InlineData("192.0.2.1")]
    public async Task A_name_that_is_not_loopbacks_is_not_served_on_loopback(string host)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/health");
        request.Headers.Host = host;
        (await house.SendAsync(request)).IsProblem(HttpStatusCode.BadRequest, "wrong-host");
    }

    [Theory]
    [InlineData("localhost")]
    [InlineData("LOCALHOST:1")]
    [InlineData("[::1]:8700")]
    [InlineData("127.0.0.1")]
    public async Task Loopbacks_own_names_are_served(string host)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/health");
        request.Headers.Host = host;
        Assert.Equal(HttpStatusCode.OK, (await house.SendAsync(request)).Status);
    }
}
