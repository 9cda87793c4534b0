using System.Net;
using System.Text.Json;
using Xunit;

namespace HydraBot.Tests.Doors.Http;

public sealed class OperationTests(DoorHouse house) : IClassFixture<DoorHouse>
{
    [Fact]
    public async Task The_list_names_every_operation_with_its_schema()
    {
        var list = (await house.GetAsync("/operations", DoorHouse.ViewerKey)).Json.EnumerateArray().ToDictionary(o => o.GetProperty("name").GetString()!);
        var echo = list["container.echo"];
        Assert.Equal("Says it back", echo.GetProperty("description").GetString());
        Assert.Equal("viewer", echo.GetProperty("access").GetString());
        Assert.Equal("read", echo.GetProperty("effect").GetString());
        Assert.Equal("string", echo.GetProperty("schema").GetProperty("properties").GetProperty("text").GetProperty("type").GetString());
        Assert.Equal("disrupt", list["container.restart"].GetProperty("effect").GetString());
    }

    [Fact]
    public async Task The_result_is_the_record_that_the_operation_returned()
    {
        var answer = await house.PostAsync("/operations/container.echo", """{"text": "“it's” <me>", "times": 3}""", DoorHouse.ViewerKey);
        Assert.Equal((HttpStatusCode.OK, "application/json"), (answer.Status, answer.MediaType));
        Assert.Equal("""{"text":"“it's” <me>","times":3}""", answer.Text);
    }

    [Fact]
    public async Task An_unknown_operation_is_not_found()
    {
        var answer = await house.PostAsync("/operations/container.explode");
        Assert.Contains("'container.explode'", answer.IsProblem(HttpStatusCode.NotFound, "unknown-operation").Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Wrong_arguments_are_refused_one_by_one_with_what_is_allowed()
    {
        var answer = await house.PostAsync("/operations/container.echo", """{"text": 5, "times": "many", "foo": true}""");
        var errors = answer.IsProblem(HttpStatusCode.UnprocessableEntity, "wrong-arguments").Json.GetProperty("errors").EnumerateArray().Select(e => e.GetString()).ToArray();
        Assert.Equal(
        [
            "The argument 'text' is a string, not the number 5.",
            "The argument 'times' is a whole number, not the text \"many\".",
            "There is no argument 'foo'; allowed are text, times.",
        ], errors);
    }

    [Fact]
    public async Task A_missing_argument_is_named()
    {
        var answer = await house.PostAsync("/operations/container.echo");
        Assert.Contains("'text' is missing", answer.IsProblem(HttpStatusCode.UnprocessableEntity, "wrong-arguments").Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_runs_nothing_above_its_access()
    {
        var before = house.Operations.Effects;
        var answer = await house.PostAsync("/operations/container.touch", key: DoorHouse.ViewerKey);
        Assert.Contains("needs Operator; your access is Viewer", answer.IsProblem(HttpStatusCode.Forbidden, "access").Detail, StringComparison.Ordinal);
        Assert.Equal(before, house.Operations.Effects);
    }

    [Fact]
    public async Task What_no_article_allows_is_refused_as_unlawful()
    {
        var answer = (await house.PostAsync("/operations/forbidden.touch")).IsProblem(HttpStatusCode.Forbidden, "unlawful");
        Assert.Equal(JsonValueKind.Array, answer.Json.GetProperty("constraints").ValueKind);
        Assert.NotEqual("", answer.Detail);
    }

    [Fact]
    public async Task What_interrupts_waits_for_an_approval_that_can_be_followed()
    {
        var before = house.Operations.Effects;
        var answer = await house.PostAsync("/operations/container.poke", """{"name": "web", "password": "hunter2-hunter2"}""", DoorHouse.OperatorKey);
        Assert.Equal(HttpStatusCode.Accepted, answer.Status);
        var id = answer.Json.GetProperty("approvalId").GetGuid();
        Assert.Equal($"/approvals/{id}", answer.Headers.Location!.ToString());

        var approval = (await house.GetAsync($"/approvals/{id}", DoorHouse.ViewerKey)).Json;
        Assert.Equal("pending", approval.GetProperty("state").GetString());
        Assert.Equal("container.poke", approval.GetProperty("operation").GetString());
        Assert.Equal("hand", approval.GetProperty("askedBy").GetProperty("name").GetString());
        Assert.Equal("key", approval.GetProperty("askedBy").GetProperty("kind").GetString());
        Assert.Equal("web", approval.GetProperty("arguments").GetProperty("name").GetString());
        Assert.Equal("awaitingApproval", approval.GetProperty("request").GetProperty("state").GetString());
        Assert.DoesNotContain("hunter2", approval.GetRawText(), StringComparison.Ordinal);
        Assert.Equal(before, house.Operations.Effects);
    }

    [Fact]
    public async Task A_failure_that_the_caller_can_act_on_keeps_its_sentence() =>
        Assert.Equal("There is no container 'x'; there are a, b.", (await house.PostAsync("/operations/container.fail")).IsProblem(HttpStatusCode.BadGateway, "operation-failed").Detail);

    [Fact]
    public async Task A_value_that_only_the_operation_can_judge_is_a_wrong_argument()
    {
        var problem = (await house.PostAsync("/operations/approval.withdraw", """{"approvalId": "the last one"}""")).IsProblem(HttpStatusCode.UnprocessableEntity, "wrong-arguments");

        Assert.Equal("'the last one' is no id of an approval; approval.list shows them.", problem.Detail);
        Assert.Equal(problem.Detail, problem.Json.GetProperty("errors")[0].GetString());
    }

    [Fact]
    public async Task A_bug_shows_a_reference_and_nothing_of_its_inside()
    {
        var answer = (await house.PostAsync("/operations/container.bug")).IsProblem(HttpStatusCode.InternalServerError, "internal-error");
        Assert.Contains(answer.Headers.GetValues("X-Correlation-Id").Single(), answer.Detail, StringComparison.Ordinal);
        Assert.DoesNotContain("inner workings", answer.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("X-Correlation-Id", "my-own-id.7", "my-own-id.7")]
    [InlineData("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", "0af7651916cd43dd8448eb211c80319c")]
    public async Task The_callers_id_runs_through_to_the_audit_entries(string header, string value, string expected)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/operations/audit.verify");
        request.Headers.TryAddWithoutValidation(header, value);
        var answer = await house.SendAsync(request);
        Assert.Equal(expected, answer.Headers.GetValues("X-Correlation-Id").Single());
        Assert.Contains(await house.AuditAsync(), entry => entry.GetProperty("correlationId").GetString() == expected);
    }

    [Theory]
    [InlineData("X-Correlation-Id", "two words")]
    [InlineData("X-Correlation-Id", "<script>")]
    [InlineData("traceparent", "00-00000000000000000000000000000000-b7ad6b7169203331-01")]
    [InlineData("traceparent", "nonsense")]
    public async Task An_id_that_is_none_is_replaced(string header, string value)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/operations");
        request.Headers.TryAddWithoutValidation(header, value);
        Assert.Matches("^[0-9a-f]{32}$", (await house.SendAsync(request)).Headers.GetValues("X-Correlation-Id").Single());
    }
}
