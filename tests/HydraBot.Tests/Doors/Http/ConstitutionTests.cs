using System.Net;
using HydraBot.Governance.Constitution;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace HydraBot.Tests.Doors.Http;

public sealed class ConstitutionTests(DoorHouse house) : IClassFixture<DoorHouse>
{
    [Fact]
    public async Task The_status_says_which_law_is_in_force()
    {
        var law = house.Services.GetRequiredService<ConstitutionDocument>();
        var status = (await house.GetAsync("/constitution/status", DoorHouse.ViewerKey)).Json;
        Assert.Equal(law.Version, status.GetProperty("version").GetString());
        Assert.Equal(law.Sha256, status.GetProperty("sha256").GetString());
        Assert.Equal(law.Articles.Count, status.GetProperty("constraints").GetInt32());
        Assert.False(status.GetProperty("emergencyStop").GetProperty("stopped").GetBoolean());
    }

    [Fact]
    public async Task The_constraints_are_the_articles_in_order()
    {
        var law = house.Services.GetRequiredService<ConstitutionDocument>();
        var constraints = (await house.GetAsync("/constitution/constraints", DoorHouse.ViewerKey)).Json.EnumerateArray().ToArray();
        Assert.Equal(law.Articles.Select(article => article.Id), constraints.Select(constraint => constraint.GetProperty("id").GetString()!));
        Assert.Equal(law.RuleCount, constraints.Sum(constraint => constraint.GetProperty("rules").GetArrayLength()));
    }

    [Theory]
    [InlineData("shell.run", """{"command": "ls", "workingDirectory": "/srv"}""")]
    [InlineData("git.run", """{"command": "git push --force"}""")]
    [InlineData("database.execute", """{"database": "home", "sql": "DROP TABLE users"}""")]
    [InlineData("file.write", """{"path": "/etc/passwd"}""")]
    [InlineData("file.delete", """{"path": "/"}""")]
    [InlineData("file.edit", """{"path": "a.txt", "patch": "+x"}""")]
    [InlineData("message.send", """{"text": "hello"}""")]
    [InlineData("container.restart", """{"container": "web"}""")]
    public async Task Every_general_act_and_every_operation_gets_a_reasoned_decision(string operation, string arguments)
    {
        var answer = await house.PostAsync("/constitution/check", $$"""{"operation": "{{operation}}", "arguments": {{arguments}}}""", DoorHouse.ViewerKey);
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Contains(answer.Json.GetProperty("decision").GetString(), new[] { "allow", "deny", "approve" });
        Assert.NotEmpty(answer.Json.GetProperty("reasons").EnumerateArray());
    }

    [Theory]
    [InlineData("container.list", "{}", "allow")]
    [InlineData("container.touch", "{}", "approve")]
    [InlineData("forbidden.touch", "{}", "deny")]
    [InlineData("world.end", "{}", "deny")]
    [InlineData("shell.run", "{}", "deny")]
    [InlineData("shell.run", """{"command": ["rm", "-rf", "/"]}""", "deny")]
    [InlineData("container.echo", """{"text": 7}""", "deny")]
    public async Task An_agent_may_look_asks_before_it_changes_and_is_refused_in_doubt(string operation, string arguments, string decision)
    {
        var answer = await house.PostAsync("/constitution/check", $$"""{"operation": "{{operation}}", "arguments": {{arguments}}}""");
        Assert.Equal(decision, answer.Json.GetProperty("decision").GetString());
    }

    [Fact]
    public async Task A_check_runs_nothing_and_is_audited_as_a_models_without_its_secrets()
    {
        var before = house.Operations.Effects;
        await house.PostAsync("/constitution/check", """{"operation": "container.poke", "arguments": {"name": "cellar", "password": "hunter2-hunter2"}}""", DoorHouse.ViewerKey);

        Assert.Equal(before, house.Operations.Effects);
        var entry = (await house.AuditAsync()).First(told => told.TryGetProperty("operation", out var name) && name.GetString() == "container.poke");
        Assert.Equal("judged", entry.GetProperty("kind").GetString());
        Assert.Equal("model", entry.GetProperty("caller").GetProperty("kind").GetString());
        Assert.Equal("eye", entry.GetProperty("caller").GetProperty("name").GetString());
        Assert.Equal("cellar", entry.GetProperty("arguments").GetProperty("name").GetString());
        Assert.DoesNotContain("hunter2", entry.GetRawText(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{}", "operation")]
    [InlineData("""{"operation": 7}""", "operation")]
    [InlineData("""{"operation": "shell.run", "arguments": []}""", "arguments")]
    [InlineData("""{"operation": "shell.run", "argumets": {}}""", "argumets")]
    public async Task A_question_that_is_none_is_refused_by_its_member(string json, string member)
    {
        var answer = await house.PostAsync("/constitution/check", json);
        Assert.Contains($"'{member}'", answer.IsProblem(HttpStatusCode.UnprocessableEntity, "wrong-arguments").Detail, StringComparison.Ordinal);
    }
}
