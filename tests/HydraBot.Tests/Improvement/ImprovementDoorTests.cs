using System.Net;
using System.Text.Json;
using HydraBot.Testing.Road;
using HydraBot.Tests.Doors.Http;
using Xunit;

namespace HydraBot.Tests.Improvement;

/// <summary>The rows below /self-improvement, as programs use them.</summary>
public sealed class ImprovementDoorTests(DoorHouse house) : IClassFixture<DoorHouse>
{
    private const string Words = """{"kind":"config","title":"More weight on words","description":"Words are what people remember.","changes":{"memory.retrieval.words":0.5}}""";

    [Fact]
    public async Task The_status_lists_suites_tunables_and_budget()
    {
        var status = (await house.GetAsync("/self-improvement/status", DoorHouse.ViewerKey)).Json;
        Assert.Contains(status.GetProperty("suites").EnumerateArray(), suite => suite.GetProperty("name").GetString() == "recall");
        var words = Assert.Single(status.GetProperty("tunables").EnumerateArray(), tunable => tunable.GetProperty("name").GetString() == "memory.retrieval.words");
        Assert.Equal(0.46, words.GetProperty("standard").GetDouble());
        Assert.Equal("a number from 0 to 1", words.GetProperty("allowed").GetString());
    }

    [Fact]
    public async Task A_benchmark_is_measured_stored_and_becomes_the_baseline()
    {
        var run = await house.PostAsync("/self-improvement/benchmark", """{"suites":["recall"],"items":60}""");
        Assert.Equal(HttpStatusCode.OK, run.Status);
        var result = run.Json.GetProperty("runs")[0].GetProperty("result");
        Assert.Equal(60, result.GetProperty("items").GetInt32());
        Assert.InRange(result.GetProperty("score").GetDouble(), 0.2, 1);
        Assert.True(result.GetProperty("interval").GetProperty("low").GetDouble() < result.GetProperty("interval").GetProperty("high").GetDouble());
        Assert.Equal(60, result.GetProperty("scores").EnumerateObject().Count());

        var baseline = (await house.GetAsync("/self-improvement/benchmarks/baseline")).Json.GetProperty("suites");
        Assert.Contains(baseline.EnumerateArray(), one => one.GetProperty("suite").GetString() == "recall");
        var comparison = await house.PostAsync("/operations/benchmark.compare", """{"suite":"recall"}""");
        Assert.Equal("No difference is shown.", comparison.Json.GetProperty("verdict").GetString());
    }

    [Fact]
    public async Task Every_operation_is_probed_and_those_that_only_read_are_run_with_what_they_need()
    {
        var run = await house.PostAsync("/self-improvement/benchmark", """{"suites":["tools"],"items":5000}""");
        var scores = run.Json.GetProperty("runs")[0].GetProperty("result").GetProperty("scores");
        foreach (var operation in (await house.GetAsync("/operations")).Json.EnumerateArray().Select(one => one.GetProperty("name").GetString()!))
            Assert.Equal((operation, 1), (operation, scores.GetProperty($"{operation} turns away").GetDouble()));
        foreach (var reading in (string[])["memory.search", "memory.show", "improvement.proposal", "improvement.status", "benchmark.compare"])
            Assert.Equal((reading, 1), (reading, scores.GetProperty($"{reading} runs").GetDouble()));
        Assert.False(scores.TryGetProperty("memory.forget runs", out _));
    }

    [Fact]
    public async Task Whoever_is_asked_to_deploy_a_proposal_sees_what_it_changes()
    {
        var proposed = await house.PostAsync("/self-improvement/proposals", Words);

        var shown = await Preview.OfAsync(house.Services, "improvement.deploy", $$"""{"proposal": "{{proposed.Json.GetProperty("id").GetGuid()}}"}""");

        Assert.Equal(["More weight on words (proposed)", "- memory.retrieval.words = 0.46", "+ memory.retrieval.words = 0.5", "It was not measured yet."], shown.Split('\n'));
    }

    [Fact]
    public async Task Of_sealed_items_only_the_sums_are_shown()
    {
        var run = await house.PostAsync("/self-improvement/benchmark", """{"suites":["recall"],"items":30,"sealed":true}""");
        var result = run.Json.GetProperty("runs")[0].GetProperty("result");
        Assert.Equal(30, result.GetProperty("items").GetInt32());
        Assert.Empty(result.GetProperty("scores").EnumerateObject());
        Assert.Empty(result.GetProperty("notes").EnumerateArray());
    }

    [Theory]
    [InlineData("""{"title":"t","description":"d","changes":{"memory.retrieval.words":0.5}}""", "kind")]
    [InlineData("""{"kind":"magic","title":"t","description":"d","changes":{"memory.retrieval.words":0.5}}""", "kind")]
    [InlineData("""{"kind":"config","title":"","description":"d","changes":{"memory.retrieval.words":0.5}}""", "title")]
    [InlineData("""{"kind":"config","title":"t","description":" ","changes":{"memory.retrieval.words":0.5}}""", "description")]
    [InlineData("""{"kind":"config","title":"t","description":"d"}""", "changes")]
    [InlineData("""{"kind":"config","title":"t","description":"d","changes":{}}""", "changes")]
    [InlineData("""{"kind":"config","title":"t","description":"d","changes":[1]}""", "changes")]
    [InlineData("""{"kind":"config","title":"t","description":"d","changes":{"memory.retrieval.words":7}}""", "a number from 0 to 1")]
    [InlineData("""{"kind":"config","title":"t","description":"d","changes":{"memory.retrieval.words":"much"}}""", "a number from 0 to 1")]
    [InlineData("""{"kind":"config","title":"t","description":"d","changes":{"memory.retrieval.hop-terms":2.5}}""", "a whole number from 1 to 50")]
    [InlineData("""{"kind":"config","title":"t","description":"d","changes":{"Constitution:Path":"other.yaml"}}""", "There is no tunable 'Constitution:Path'")]
    [InlineData("""{"kind":"prompt","title":"t","description":"d","changes":{"memory.retrieval.words":0.5}}""", "of the kind config, not prompt")]
    [InlineData("""{"kind":"code","title":"t","description":"d"}""", "patch")]
    [InlineData("""{"kind":"code","title":"t","description":"d","patch":"hello"}""", "no part of a unified diff")]
    [InlineData("""{"kind":"code","title":"t","description":"d","changes":{"memory.retrieval.words":0.5},"patch":"x"}""", "'changes' is for config")]
    [InlineData("""{"kind":"config","title":"t","description":"d","changes":{"memory.retrieval.words":0.5},"colour":"red"}""", "colour")]
    public async Task A_wrong_proposal_gets_one_answer_that_names_what_is_wrong(string body, string expected) =>
        Assert.Contains(expected, (await house.PostAsync("/self-improvement/proposals", body)).IsProblem(HttpStatusCode.UnprocessableEntity, "wrong-arguments").Detail, StringComparison.Ordinal);

    [Theory]
    [InlineData("src/HydraBot.Governance/Clearance.cs")]
    [InlineData("src/hydrabot.GOVERNANCE/Clearance.cs")]
    [InlineData("src/HydraBot/../HydraBot.Governance/Clearance.cs")]
    [InlineData("./CONSTITUTION.yaml")]
    [InlineData("Constitution.YAML")]
    [InlineData("docs//x.md")]
    [InlineData("tests/HydraBot.Tests/Architecture/KernelTests.cs")]
    [InlineData("src/HydraBot/Improvement/Benchmarks/SealedKey.cs")]
    [InlineData("tests/HydraBot.Tests/Improvement/StatisticsTests.cs")]
    [InlineData(".git/hooks/post-checkout")]
    [InlineData("src/HydraBot/HydraBot.csproj")]
    [InlineData("Directory.Build.targets")]
    [InlineData(".ci/run")]
    [InlineData("src/HydraBot.Governance./Clearance.cs")]
    public async Task A_patch_of_what_is_protected_is_refused_and_written_down(string path)
    {
        var answer = (await house.PostAsync("/self-improvement/proposals", Code(Diff(path)))).IsProblem(HttpStatusCode.Forbidden, "unlawful");
        Assert.Contains("record", answer.Json.GetProperty("constraints").EnumerateArray().Select(id => id.GetString()));
        Assert.Contains(await house.AuditAsync(), entry => entry.GetRawText().Contains("protected-paths", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("diff --git a/docs/a.md b/src/HydraBot.Governance/a.cs\nsimilarity index 90%\nrename from docs/a.md\nrename to src/HydraBot.Governance/a.cs\n--- a/docs/a.md\n+++ b/src/HydraBot.Governance/a.cs\n@@ -1 +1 @@\n-a\n+b\n")]
    [InlineData("diff --git a/docs/a b/docs/a\nnew file mode 120000\n--- /dev/null\n+++ b/docs/a\n@@ -0,0 +1 @@\n+../CONSTITUTION.yaml\n\\ No newline at end of file\n")]
    [InlineData("diff --git a/lib b/lib\nnew file mode 160000\n--- /dev/null\n+++ b/lib\n@@ -0,0 +1 @@\n+Subproject commit 0123456789012345678901234567890123456789\n")]
    [InlineData("diff --git a/docs/run b/docs/run\nold mode 100644\nnew mode 100755\n")]
    [InlineData("diff --git \"a/src/HydraBot.Gov\\145rnance/a.cs\" \"b/src/HydraBot.Gov\\145rnance/a.cs\"\n--- \"a/src/HydraBot.Gov\\145rnance/a.cs\"\n+++ \"b/src/HydraBot.Gov\\145rnance/a.cs\"\n@@ -1 +1 @@\n-a\n+b\n")]
    [InlineData("diff --git a/tests/HydraBot.Tests/Help/HelpTests.cs b/tests/HydraBot.Tests/Help/HelpTests.cs\n--- a/tests/HydraBot.Tests/Help/HelpTests.cs\n+++ b/tests/HydraBot.Tests/Help/HelpTests.cs\n@@ -1,2 +1 @@\n a\n-Assert.True(true);\n")]
    public async Task Renames_links_submodules_modes_and_weaker_tests_are_no_way_around(string patch) =>
        (await house.PostAsync("/self-improvement/proposals", Code(patch))).IsProblem(HttpStatusCode.Forbidden, "unlawful");

    [Fact]
    public async Task A_change_that_makes_nothing_better_is_tested_and_rejected_with_numbers()
    {
        var posted = await house.PostAsync("/self-improvement/proposals", """{"kind":"config","title":"A hair","description":"Noise.","changes":{"memory.retrieval.cold":0.61}}""");
        Assert.Equal(HttpStatusCode.OK, posted.Status);
        Assert.Equal("proposed", posted.Json.GetProperty("state").GetString());
        var id = posted.Json.GetProperty("id").GetGuid();

        (await house.PostAsync($"/self-improvement/proposals/{id}/deploy")).IsProblem(HttpStatusCode.Conflict, "not-runnable");
        (await house.PostAsync($"/self-improvement/archive/{id}/rollback")).IsProblem(HttpStatusCode.Conflict, "not-runnable");
        var tested = await house.PostAsync($"/self-improvement/proposals/{id}/test");
        Assert.Equal("rejected", tested.Json.GetProperty("state").GetString());
        Assert.Equal("notShown", tested.Json.GetProperty("evidence").GetProperty("open")[0].GetProperty("verdict").GetString());
        Assert.True(tested.Json.GetProperty("evidence").GetProperty("plan").GetProperty("fixedHorizon").GetInt32() > 10);
        (await house.PostAsync($"/self-improvement/proposals/{id}/test")).IsProblem(HttpStatusCode.Conflict, "not-runnable");

        var archive = (await house.GetAsync("/self-improvement/archive")).Json;
        Assert.Contains(archive.GetProperty("entries").EnumerateArray(), entry => entry.GetProperty("id").GetGuid() == id);
        var why = await house.PostAsync("/operations/improvement.explain", $$"""{"proposal":"{{id}}"}""");
        Assert.Contains("not shown to be better", why.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_viewer_looks_and_does_not_propose()
    {
        (await house.PostAsync("/self-improvement/proposals", Words, DoorHouse.ViewerKey)).IsProblem(HttpStatusCode.Forbidden, "access");
        (await house.PostAsync("/self-improvement/benchmark", "{}", DoorHouse.ViewerKey)).IsProblem(HttpStatusCode.Forbidden, "access");
        Assert.Equal(HttpStatusCode.OK, (await house.GetAsync("/self-improvement/proposals", DoorHouse.ViewerKey)).Status);
    }

    [Fact]
    public async Task What_is_not_there_is_not_found()
    {
        (await house.PostAsync($"/self-improvement/proposals/{Guid.CreateVersion7()}/test")).IsProblem(HttpStatusCode.NotFound, "not-found");
        (await house.PostAsync("/self-improvement/proposals/none/deploy")).IsProblem(HttpStatusCode.NotFound, "not-found");
        (await house.PostAsync("/self-improvement/archive/99999/rollback")).IsProblem(HttpStatusCode.NotFound, "not-found");
    }

    [Theory]
    [InlineData("""{"suites":["speed"]}""", "speed")]
    [InlineData("""{"items":0}""", "items")]
    [InlineData("""{"turbo":true}""", "turbo")]
    public async Task A_wrong_benchmark_is_named(string body, string expected) =>
        Assert.Contains(expected, (await house.PostAsync("/self-improvement/benchmark", body)).IsProblem(HttpStatusCode.UnprocessableEntity, "wrong-arguments").Detail, StringComparison.Ordinal);

    private static string Diff(string path) => $"diff --git a/{path} b/{path}\n--- a/{path}\n+++ b/{path}\n@@ -1 +1 @@\n-a\n+b\n";

    private static string Code(string patch) => JsonSerializer.Serialize(new { kind = "code", title = "t", description = "d", patch });
}
