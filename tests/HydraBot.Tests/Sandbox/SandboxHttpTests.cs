using System.Net;
using HydraBot.Tests.Doors.Http;
using Xunit;

namespace HydraBot.Tests.Sandbox;

/// <summary>What <c>POST /sandbox/execute</c> says of a body that it cannot use.</summary>
public sealed class SandboxHttpTests(DoorHouse house) : IClassFixture<DoorHouse>
{
    [Theory]
    [InlineData("""{"language": "klingon", "code": "x"}""", "The language 'klingon' is not known; allowed are python, bash, javascript,")]
    [InlineData("""{"language": "python"}""", "'code' is missing")]
    [InlineData("""{"language": "python", "code": ""}""", "at least 1 characters")]
    [InlineData("""{"language": "python", "code": "  "}""", "The code is empty")]
    [InlineData("""{"language": "python", "code": "a\u0000b"}""", "The code holds a NUL character at 1")]
    [InlineData("""{"language": "python", "code": 5}""", "'code' is a string")]
    [InlineData("""{"language": "python", "code": "x", "timeoutSeconds": 0}""", "'timeoutSeconds' is 0; allowed is 1 to 120.")]
    [InlineData("""{"language": "python", "code": "x", "timeoutSeconds": 121}""", "'timeoutSeconds' is 121; allowed is 1 to 120.")]
    [InlineData("""{"language": "python", "code": "x", "timeoutSeconds": 1e99}""", "timeoutSeconds")]
    [InlineData("""{"language": "python", "code": "x", "timeoutSeconds": 3000000000}""", "'timeoutSeconds' is 3000000000")]
    [InlineData("""{"language": "python", "code": "x", "memoryMb": 4}""", "'memoryMb' is 4; allowed is 32 to 1024.")]
    [InlineData("""{"language": "python", "code": "x", "memoryMb": -1}""", "'memoryMb' is -1; allowed is 32 to 1024.")]
    [InlineData("""{"language": "python", "code": "x", "files": {"../a": "x"}}""", "The file name \"../a\" has an empty part, . or ..; allowed is a path below the working folder.")]
    [InlineData("""{"language": "python", "code": "x", "files": {"/etc/a": "x"}}""", "begins with /")]
    [InlineData("""{"language": "python", "code": "x", "files": [{"name": "a\nb", "content": "x"}]}""", "holds a control character")]
    [InlineData("""{"language": "python", "code": "x", "files": [{"name": "a", "content": "?", "encoding": "base64"}]}""", "The file 'a' cannot be read")]
    [InlineData("""{"language": "python", "code": "x", "files": [{"name": "a", "content": "x", "encoding": "rot13"}]}""", "allowed are text and base64")]
    [InlineData("""{"language": "python", "code": "x", "files": {"main.py": "x"}}""", "is where the code stands")]
    [InlineData("""{"language": "python", "code": "x", "files": "a"}""", "files")]
    [InlineData("""{"language": "python", "code": "x", "files": [5]}""", "files")]
    [InlineData("""{"language": "python", "code": "x", "shell": true}""", "There is no argument 'shell'")]
    public async Task A_wrong_body_gets_one_answer_that_names_what_is_allowed(string body, string expected) =>
        Assert.Contains(expected, (await house.PostAsync("/sandbox/execute", body)).IsProblem(HttpStatusCode.UnprocessableEntity, "wrong-arguments").Detail, StringComparison.Ordinal);

    [Theory]
    [InlineData("/operations/sandbox.run", """{"language": "klingon", "code": "x"}""", "The language 'klingon' is not known; allowed are python, bash, javascript,")]
    [InlineData("/operations/sandbox.run", """{"language": "python", "code": "x", "timeoutSeconds": 0}""", "'timeoutSeconds' is 0; allowed is 1 to 120.")]
    public async Task The_operation_itself_says_the_same(string path, string body, string expected) =>
        Assert.Contains(expected, (await house.PostAsync(path, body)).IsProblem(HttpStatusCode.UnprocessableEntity, "wrong-arguments").Detail, StringComparison.Ordinal);

    [Fact]
    public async Task Every_fault_is_named_at_once()
    {
        var errors = (await house.PostAsync("/sandbox/execute", """{"language": "x", "code": " ", "timeoutSeconds": 0, "memoryMb": 1}"""))
            .IsProblem(HttpStatusCode.UnprocessableEntity, "wrong-arguments").Json.GetProperty("errors");
        Assert.Equal(4, errors.GetArrayLength());
    }

    [Fact]
    public async Task Ten_megabytes_of_code_are_too_much() =>
        (await house.PostAsync("/sandbox/execute", $$"""{"language": "python", "code": "{{new string('x', 10_000_000)}}"}""")).IsProblem(HttpStatusCode.RequestEntityTooLarge, "body-too-large");

    [Fact]
    public async Task Half_a_megabyte_of_code_is_too_much_too() =>
        Assert.Contains("The code has 500,000 bytes; allowed are 262,144.",
            (await house.PostAsync("/sandbox/execute", $$"""{"language": "python", "code": "{{new string('x', 500_000)}}"}""")).IsProblem(HttpStatusCode.UnprocessableEntity, "wrong-arguments").Detail, StringComparison.Ordinal);

    [Fact]
    public async Task A_viewer_looks_and_does_not_run()
    {
        Assert.Equal(HttpStatusCode.OK, (await house.GetAsync("/sandbox/status", DoorHouse.ViewerKey)).Status);
        Assert.True((await house.GetAsync("/sandbox/languages", DoorHouse.ViewerKey)).Json.GetProperty("languages").GetArrayLength() >= 8);
        (await house.PostAsync("/sandbox/execute", """{"language": "python", "code": "1"}""", DoorHouse.ViewerKey)).IsProblem(HttpStatusCode.Forbidden, "access");
        (await house.GetAsync("/sandbox/history", DoorHouse.ViewerKey)).IsProblem(HttpStatusCode.Forbidden, "access");
    }

    [Fact]
    public async Task Egress_waits_for_people() =>
        Assert.Equal(HttpStatusCode.Accepted, (await house.PostAsync("/operations/sandbox.online", """{"language": "python", "code": "1", "hosts": "example.org"}""")).Status);
}
