using System.Diagnostics;
using System.Net;
using System.Text.Json;
using HydraBot.Testing.Models;
using Xunit;

namespace HydraBot.Tests.Improvement;

/// <summary>A language model writes a patch of the code: of what it is shown, how its answer is read, and what is refused.</summary>
public sealed class PatchSuggestionTests : IAsyncLifetime
{
    private const string Goal = "The greeter should greet the whole house";

    // Its counts are wrong, as models count: what counts is that it applies.
    private const string Diff = "--- a/src/Greeter.cs\n+++ b/src/Greeter.cs\n@@ -1,9 +1,9 @@\n class Greeter\n {\n-    string Greet() => \"Hello\";\n+    string Greet() => \"Hello, house\";\n }\n";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("hydrabot-suggested-");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await WriteAsync("src/Greeter.cs", "class Greeter\n{\n    string Greet() => \"Hello\";\n}\n");
        await WriteAsync("src/Other.cs", "class Other;\n");
        await WriteAsync("src/HydraBot.Governance/Greeter.cs", "class KernelGreeter;\n");
        await WriteAsync("src/HydraBot/Improvement/Benchmarks/Greeter.cs", "class SealedGreeter;\n");
        await WriteAsync("tests/HydraBot.Tests/Architecture/GreeterTests.cs", "class ArchitectureGreeter;\n");
        await WriteAsync("CONSTITUTION.yaml", "greeter: law\n");
        await GitAsync("init", "-q", "-b", "main");
        await GitAsync("add", ".");
        await GitAsync("-c", "user.name=t", "-c", "user.email=t@localhost", "commit", "-q", "-m", "first");
        // Nobody committed it: it is nobody's to see.
        await WriteAsync("src/greeter-secret.txt", "greeter-token\n");
    }

    public ValueTask DisposeAsync()
    {
        _folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_model_is_shown_the_files_that_the_goal_is_about_and_none_that_is_protected_and_proposes_a_patch()
    {
        await using var model = await FakeModelServer.StartAsync(Stop);
        model.Answer = exchange => exchange.SayAsync(Written(Diff));
        await using var house = await StartAsync(model);

        var proposal = (await house.PostAsync("/operations/improvement.suggest", JsonSerializer.Serialize(new { goal = Goal }))).GetProperty("proposal");

        Assert.Equal(("code", "Greet the house", "proposed"), (proposal.GetProperty("kind").GetString(), proposal.GetProperty("title").GetString(), proposal.GetProperty("state").GetString()));
        Assert.Contains("(proposed by ", proposal.GetProperty("description").GetString(), StringComparison.Ordinal);
        Assert.Contains("@@ -1,4 +1,4 @@", proposal.GetProperty("patch").GetString(), StringComparison.Ordinal);
        var shown = Material(model.Asked.Single());
        Assert.Contains("string Greet() => \"Hello\";", shown, StringComparison.Ordinal);
        Assert.All((string[])["KernelGreeter", "SealedGreeter", "ArchitectureGreeter", "greeter: law", "greeter-token", "class Other"], hidden => Assert.DoesNotContain(hidden, shown, StringComparison.Ordinal));
        Assert.Contains("\"Hello\"", await File.ReadAllTextAsync(Path.Combine(_folder.FullName, "src", "Greeter.cs"), Stop), StringComparison.Ordinal);
        Assert.Single((await GitAsync("worktree", "list")).Split('\n'));
    }

    [Fact]
    public async Task What_does_not_apply_is_said_to_the_model_once_and_then_refused_with_the_reason()
    {
        await using var model = await FakeModelServer.StartAsync(Stop);
        model.Answer = exchange => exchange.SayAsync(Written(Diff.Replace("\"Hello\"", "\"Goodbye\"", StringComparison.Ordinal)));
        await using var house = await StartAsync(model);

        var answer = await house.Door.PostAsync("/operations/improvement.suggest", JsonSerializer.Serialize(new { goal = Goal, files = new[] { "src/Greeter.cs" } }));

        Assert.NotEqual(HttpStatusCode.OK, answer.Status);
        Assert.Contains("patch does not apply", answer.Detail, StringComparison.Ordinal);
        Assert.Equal(2, model.Asked.Count);
        Assert.Contains("Your last answer did not fit:\ngit apply says no", Material(model.Asked.Last()), StringComparison.Ordinal);
        Assert.Empty((await house.PostAsync("/operations/improvement.proposals")).GetProperty("proposals").EnumerateArray());
    }

    [Theory]
    [InlineData("CONSTITUTION.yaml", "greeter: law", "greeter: none", "the law")]
    [InlineData("src/HydraBot.Governance/Greeter.cs", "class KernelGreeter;", "class None;", "the kernel")]
    [InlineData("src/HydraBot/Improvement/Benchmarks/Greeter.cs", "class SealedGreeter;", "class None;", "what judges proposals")]
    public async Task A_patch_of_what_is_protected_is_refused_though_a_model_guessed_it(string path, string old, string young, string reason)
    {
        await using var model = await FakeModelServer.StartAsync(Stop);
        model.Answer = exchange => exchange.SayAsync(Written($"--- a/{path}\n+++ b/{path}\n@@ -1 +1 @@\n-{old}\n+{young}\n"));
        await using var house = await StartAsync(model);
        var answer = await house.Door.PostAsync("/operations/improvement.suggest", JsonSerializer.Serialize(new { goal = Goal }));
        Assert.Contains(reason, answer.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"goal":"The greeter should greet","files":["CONSTITUTION.yaml"]}""", "the law")]
    [InlineData("""{"goal":"The greeter should greet","files":["src/None.cs"]}""", "src/None.cs")]
    [InlineData("""{"goal":"Quux frobnicates xyzzy"}""", "name the files")]
    [InlineData("""{"goal":"The greeter should greet","suite":"recall"}""", "either 'suite'")]
    [InlineData("{}", "either 'suite'")]
    public async Task A_wrong_question_is_answered_with_what_is_wrong_and_no_model_is_asked(string body, string reason)
    {
        await using var model = await FakeModelServer.StartAsync(Stop);
        await using var house = await StartAsync(model);
        Assert.Contains(reason, (await house.Door.PostAsync("/operations/improvement.suggest", body)).Detail, StringComparison.Ordinal);
        Assert.Empty(model.Asked);
    }

    private static string Written(string diff) => $"Here it is.\n\nTitle: Greet the house\nWhy: Nobody should be left out.\n\n```diff\n{diff}```\n";

    private static string Material(JsonElement asked) => asked.GetProperty("messages").EnumerateArray().Last().GetProperty("content").GetString()!;

    private Task<LoopHouse> StartAsync(FakeModelServer model) =>
        LoopHouse.StartAsync(null, $"--Inference:Endpoints:0:Url={model.Url}", $"--Improvement:Code:Repository={_folder.FullName}");

    private async Task WriteAsync(string path, string text)
    {
        var file = Path.Combine(_folder.FullName, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        await File.WriteAllTextAsync(file, text, Stop);
    }

    private async Task<string> GitAsync(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("git", arguments) { WorkingDirectory = _folder.FullName, RedirectStandardOutput = true })!;
        var output = await process.StandardOutput.ReadToEndAsync(Stop);
        await process.WaitForExitAsync(Stop);
        Assert.Equal(0, process.ExitCode);
        return output.Trim();
    }
}
