using System.Net;
using Xunit;

namespace HydraBot.Tests.Doors.Http;

public sealed class ApprovalTests(DoorHouse house) : IClassFixture<DoorHouse>
{
    [Fact]
    public async Task The_list_can_be_narrowed_to_a_state()
    {
        var id = (await house.PostAsync("/operations/container.poke", """{"name": "web"}""")).Json.GetProperty("approvalId").GetGuid();
        Assert.Contains((await house.GetAsync("/approvals?state=pending")).Json.EnumerateArray(), approval => approval.GetProperty("id").GetGuid() == id);
        Assert.Contains((await house.GetAsync("/approvals")).Json.EnumerateArray(), approval => approval.GetProperty("id").GetGuid() == id);
        Assert.Equal("[]", (await house.GetAsync("/approvals?state=denied")).Text);
    }

    [Theory]
    [InlineData("state=open", "pending, approved, denied, expired, withdrawn")]
    [InlineData("limit=0", "from 1 to 1000")]
    public async Task A_query_that_is_none_is_refused_with_what_is_allowed(string query, string allowed)
    {
        var detail = (await house.GetAsync($"/approvals?{query}")).IsProblem(HttpStatusCode.UnprocessableEntity, "wrong-arguments").Detail;
        Assert.Contains(allowed, detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("01a20540-ce31-77c0-b639-ea16be3e69f3")]
    [InlineData("the-last-one")]
    public async Task An_unknown_approval_is_not_found(string id) =>
        Assert.Contains(id, (await house.GetAsync($"/approvals/{id}")).IsProblem(HttpStatusCode.NotFound, "not-found").Detail, StringComparison.Ordinal);

    [Fact]
    public async Task Deciding_is_not_to_be_had_here()
    {
        var id = (await house.PostAsync("/operations/container.poke", """{"name": "web"}""")).Json.GetProperty("approvalId").GetGuid();
        (await house.PostAsync($"/approvals/{id}", """{"state": "approved"}""")).IsProblem(HttpStatusCode.MethodNotAllowed, "method-not-allowed");
        (await house.PostAsync($"/approvals/{id}/approve")).IsProblem(HttpStatusCode.NotFound, "not-found");
    }
}
