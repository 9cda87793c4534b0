using System.Net;
using System.Text.Json;
using HydraBot.Governance.Approvals;
using HydraBot.Governance.Operations;
using HydraBot.Tests.Doors.Http;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace HydraBot.Tests.Memory;

/// <summary>How things are done, learned once and done again: each step down the road.</summary>
public sealed class SkillTests(DoorHouse house) : IClassFixture<DoorHouse>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_skill_is_saved_found_by_its_trigger_run_with_values_and_counted()
    {
        var (name, word) = (Word(), Word());
        var saved = await SaveAsync(new
        {
            name,
            trigger = $"when the {word} stutters",
            parameters = new[] { "text", "times=2" },
            steps = "1. `container.echo {\"text\": \"{text}!\", \"times\": \"{times}\"}`\n2. container.touch",
            preconditions = "Nobody is watching\ncontainer.echo {\"text\": \"on\"} -> text = on",
        });
        Assert.True(saved.GetProperty("new").GetBoolean());
        Assert.Equal(1, saved.GetProperty("skill").GetProperty("version").GetInt32());
        var hit = (await house.GetAsync($"/memory/search?q={word}%20stutters&tiers=procedural")).Json[0];
        Assert.StartsWith($"when the {word} stutters\nSkill {name}, version 1, for text, times=2", hit.GetProperty("content").GetString(), StringComparison.Ordinal);

        var before = house.Operations.Effects;
        var run = await RunAsync(name, "text=hello", "times=5");
        Assert.Equal("done", run.GetProperty("state").GetString());
        Assert.Equal(["hello!", "container.touch"], Steps(run, "told"));
        Assert.Equal(before + 1, house.Operations.Effects);
        var shown = (await OperateAsync("skill.show", new { name })).Json;
        Assert.Equal(1, shown.GetProperty("skill").GetProperty("successes").GetInt32());
        Assert.Equal("done", shown.GetProperty("runs")[0].GetProperty("state").GetString());

        var entry = (await house.AuditAsync()).First(one => one.TryGetProperty("operation", out var operation) && operation.GetString() == "container.touch");
        Assert.Equal($"skill-{run.GetProperty("id").GetGuid():N}", entry.GetProperty("correlationId").GetString());
        Assert.Equal("master", entry.GetProperty("caller").GetProperty("id").GetString());
    }

    [Theory]
    [InlineData("container.ecko", "", "Step 1: there is no operation 'container.ecko'; help lists what there is.")]
    [InlineData("container.echo {\"text\": 7}", "", "Step 1, container.echo: The argument 'text' is a string, not the number 7.")]
    [InlineData("container.echo {\"text\": \"{who}\"}", "", "Step 1: there is no parameter 'who'")]
    [InlineData("container.echo {\"text\": \"a\"}", "who", "The parameter 'who' stands in no step.")]
    [InlineData("container.echo {\"text\": ", "", "What follows 'container.echo' is no JSON object")]
    [InlineData("container.echo {\"text\": \"a\"} and then", "", "Step 2: there is no operation 'and'")]
    [InlineData("skill.run {\"name\": \"x\"}", "", "which no skill may hold")]
    [InlineData("container.touch {\"password\": \"hunter2\"}", "", "Step 1 holds a secret, and no skill does.")]
    [InlineData("Restart it", "", "Step 1 cannot be read at 'Restart it'")]
    public async Task What_cannot_be_run_is_not_saved(string steps, string parameter, string problem)
    {
        var answer = await OperateAsync("skill.save", new { name = Word(), trigger = "never", steps, parameters = parameter.Length > 0 ? new[] { parameter } : [] });
        Assert.Contains(problem, answer.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Values_and_preconditions_are_held_to_before_anything_runs()
    {
        var name = Word();
        await SaveAsync(new { name, trigger = "now", parameters = new[] { "text" }, steps = "container.touch container.echo {\"text\": \"{text}\"}", preconditions = "container.echo {\"text\": \"{text}\"} -> text = ready" });
        var before = house.Operations.Effects;
        Assert.Contains("needs a value for 'text'", (await OperateAsync("skill.run", new { name })).Detail, StringComparison.Ordinal);
        Assert.Contains("no parameter 'txt'; allowed are text", (await OperateAsync("skill.run", new { name, values = new[] { "text=a", "txt=b" } })).Detail, StringComparison.Ordinal);
        Assert.Contains("at most 20 characters", (await OperateAsync("skill.run", new { name, values = new[] { $"text={new string('a', 30)}" } })).Detail, StringComparison.Ordinal);
        Assert.Contains("does not hold: it is 'asleep'. Nothing ran.", (await OperateAsync("skill.run", new { name, values = new[] { "text=asleep" } })).Detail, StringComparison.Ordinal);
        Assert.Equal(before, house.Operations.Effects);
        Assert.Equal("done", (await RunAsync(name, "text=ready")).GetProperty("state").GetString());
    }

    [Fact]
    public async Task A_step_that_needs_a_yes_pauses_the_run_and_it_goes_on_when_it_is_given()
    {
        var name = Word();
        await SaveAsync(new { name, trigger = "now", steps = $"container.poke {{\"name\": \"{name}\"}} container.touch" });
        var before = house.Operations.Effects;
        var run = await RunAsync(name);
        Assert.Equal("waiting", run.GetProperty("state").GetString());
        Assert.Equal(["waiting", "open"], Steps(run, "state"));
        Assert.Equal(before, house.Operations.Effects);

        await VoteAsync(name, agrees: true);
        run = await EndedAsync(name);
        Assert.Equal("done", run.GetProperty("state").GetString());
        Assert.Equal(before + 2, house.Operations.Effects);
    }

    [Fact]
    public async Task A_no_ends_the_run_and_is_no_failure_of_the_skill()
    {
        var name = Word();
        await SaveAsync(new { name, trigger = "now", steps = $"container.poke {{\"name\": \"{name}\"}} container.touch" });
        await RunAsync(name);
        await VoteAsync(name, agrees: false);
        Assert.Equal("refused", (await EndedAsync(name)).GetProperty("state").GetString());
        Assert.Equal((0, 0), await CountsAsync(name));
    }

    [Fact]
    public async Task Nobody_does_more_by_a_skill_than_by_hand_and_only_operators_share_one()
    {
        var name = Word();
        await SaveAsync(new { name, trigger = "now", steps = "container.touch", scope = "house" });
        Assert.Contains("ended at step 1 of 1", (await OperateAsync("skill.run", new { name }, DoorHouse.ViewerKey)).Detail, StringComparison.Ordinal);
        Assert.Contains("needs Operator", (await OperateAsync("skill.save", new { name, trigger = "now", steps = "container.fail", scope = "house" }, DoorHouse.ViewerKey)).Detail, StringComparison.Ordinal);
        await SaveAsync(new { name = $"{name}-own", trigger = "now", steps = "container.touch" });
        Assert.Contains("There is no skill", (await OperateAsync("skill.run", new { name = $"{name}-own" }, DoorHouse.OperatorKey)).Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Three_failures_in_a_row_make_a_skill_doubtful_until_it_goes_well_again()
    {
        var name = Word();
        await SaveAsync(new { name, trigger = "now", steps = "container.fail" });
        for (var time = 0; time < 3; time++)
            Assert.Contains("There is no container 'x'", (await OperateAsync("skill.run", new { name })).Detail, StringComparison.Ordinal);
        Assert.Equal((0, 3), await CountsAsync(name));
        Assert.Equal(HttpStatusCode.OK, (await house.PostAsync("/memory/consolidate", "{}")).Status);
        Assert.True((await OperateAsync("skill.show", new { name })).Json.GetProperty("skill").GetProperty("doubtful").GetBoolean());

        await SaveAsync(new { name, trigger = "now", steps = "container.echo {\"text\": \"mended\"}" });
        var shown = (await OperateAsync("skill.show", new { name })).Json;
        Assert.Equal([2, 1], shown.GetProperty("versions").EnumerateArray().Select(version => version.GetInt32()));
        Assert.False(shown.GetProperty("skill").GetProperty("doubtful").GetBoolean());
        Assert.Equal("done", (await RunAsync(name)).GetProperty("state").GetString());
        Assert.Equal((1, 0), await CountsAsync(name));
    }

    [Fact]
    public async Task What_somebody_does_by_hand_three_times_is_proposed_once_and_accepted_with_its_parameter()
    {
        await using var own = new DoorHouse();
        await own.InitializeAsync();
        own.Operations.LetItEnd();
        foreach (var text in (string[])["a", "b", "c"])
        {
            await own.PostAsync("/operations/container.touch", $$"""{"label":"{{text}}"}""");
            // Reading between, and what is memory's own, is no part of it.
            await own.PostAsync("/operations/container.echo", """{"text":"x"}""");
            await own.PostAsync("/operations/memory.learn", $$"""{"name":"{{text}}","text":"Read {{text}}"}""");
            await own.PostAsync("/operations/container.hold");
        }

        Assert.Equal(HttpStatusCode.OK, (await own.PostAsync("/memory/consolidate", "{}")).Status);
        Assert.Equal(HttpStatusCode.OK, (await own.PostAsync("/memory/consolidate", "{}")).Status);
        var proposal = Assert.Single((await own.PostAsync("/operations/skill.list")).Json.GetProperty("proposals").EnumerateArray());
        Assert.Equal(["container.touch {\"label\":\"{label}\"}", "container.hold"], proposal.GetProperty("steps").EnumerateArray().Select(step => step.GetString()));

        var accepted = await own.PostAsync("/operations/skill.accept", $$"""{"proposal":"{{proposal.GetProperty("id").GetGuid()}}","name":"touch-and-hold"}""");
        Assert.Equal(["label"], accepted.Json.GetProperty("skill").GetProperty("parameters").EnumerateArray().Select(parameter => parameter.GetString()));
        await own.PostAsync("/memory/consolidate", "{}");
        Assert.Empty((await own.PostAsync("/operations/skill.list")).Json.GetProperty("proposals").EnumerateArray());
    }

    [Fact]
    public async Task A_forgotten_skill_is_gone_with_its_versions_and_runs()
    {
        await using var own = new DoorHouse();
        await own.InitializeAsync();
        var word = Word();
        foreach (var text in (string[])["one", "two"])
            await own.PostAsync("/operations/skill.save", $$"""{"name":"gone","trigger":"when {{word}} calls","steps":"container.echo {\"text\": \"{{word[..8]}} {{text}}\"}"}""");
        Assert.Equal(HttpStatusCode.OK, (await own.PostAsync("/operations/skill.run", """{"name":"gone"}""")).Status);
        var forgotten = await own.PostAsync("/operations/skill.forget", """{"name":"gone"}""");
        Assert.Equal(2, forgotten.Json.GetProperty("ids").GetArrayLength());
        Assert.Empty((await own.GetAsync($"/memory/search?q={word}")).Json.EnumerateArray());
        Assert.Contains("There is no skill", (await own.PostAsync("/operations/skill.run", """{"name":"gone"}""")).Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_emergency_stop_ends_a_run_that_waits()
    {
        await using var own = new DoorHouse();
        await own.InitializeAsync();
        await own.PostAsync("/operations/skill.save", """{"name":"slow","trigger":"now","steps":"container.poke {\"name\": \"slow\"} container.touch"}""");
        var run = (await own.PostAsync("/operations/skill.run", """{"name":"slow"}""")).Json;
        Assert.Equal("waiting", run.GetProperty("state").GetString());
        Assert.Equal(HttpStatusCode.OK, (await own.PostAsync("/operations/emergency.stop", """{"reason":"test"}""")).Status);
        Assert.Equal("stopped", (await EndedAsync("slow", own)).GetProperty("state").GetString());
        Assert.Equal(0, own.Operations.Effects);
    }

    private static string Word() => $"w{Guid.CreateVersion7().ToString("N")[20..]}";

    private static string?[] Steps(JsonElement run, string property) => [.. run.GetProperty("steps").EnumerateArray().Select(step => step.GetProperty(property).GetString())];

    private async Task<JsonElement> SaveAsync(object skill)
    {
        var answer = await OperateAsync("skill.save", skill);
        Assert.True(answer.Status == HttpStatusCode.OK, answer.Text);
        return answer.Json;
    }

    private Task<Answer> OperateAsync(string operation, object arguments, string key = DoorHouse.OwnerKey) => house.PostAsync($"/operations/{operation}", JsonSerializer.Serialize(arguments), key);

    private async Task<JsonElement> RunAsync(string name, params string[] values)
    {
        var answer = await OperateAsync("skill.run", new { name, values });
        Assert.True(answer.Status == HttpStatusCode.OK, answer.Text);
        return answer.Json;
    }

    private async Task<(int Well, int Ill)> CountsAsync(string name)
    {
        var skill = (await OperateAsync("skill.show", new { name })).Json.GetProperty("skill");
        return (skill.GetProperty("successes").GetInt32(), skill.GetProperty("failures").GetInt32());
    }

    /// <summary>The newest run, once it is over.</summary>
    private async Task<JsonElement> EndedAsync(string name, DoorHouse? where = null)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        patience.CancelAfter(TimeSpan.FromSeconds(30));
        while (true)
        {
            var run = (await (where ?? house).PostAsync("/operations/skill.show", JsonSerializer.Serialize(new { name }))).Json.GetProperty("runs")[0];
            if (run.GetProperty("state").GetString() is not ("waiting" or "running"))
                return run.Clone();
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, patience.Token);
        }
    }

    private async Task VoteAsync(string text, bool agrees)
    {
        var pending = await house.Services.GetRequiredService<IApprovalStore>().ListAsync(ApprovalState.Pending, 100, Stop);
        var approval = Assert.Single(pending, approval => $"{approval.Request.Arguments}".Contains(text, StringComparison.Ordinal));
        await house.Services.GetRequiredService<ApprovalDesk>().VoteAsync(approval.Id, new Caller(CallerKind.Member, "7", "Olga", AccessLevel.Owner), agrees, Stop);
    }
}
