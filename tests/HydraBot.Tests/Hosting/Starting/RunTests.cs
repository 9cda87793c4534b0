using System.Text.RegularExpressions;
using Xunit;

namespace HydraBot.Tests.Hosting.Starting;

public sealed partial class RunTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("hydrabot-run-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task The_ready_line_names_every_open_door_and_a_term_signal_ends_the_house_well()
    {
        var ended = await RunAsync(_ => Task.CompletedTask, "--Api:Url=http://127.0.0.1:0", "--Emulator:Url=http://127.0.0.1:0");
        Assert.Matches(Ready(), Assert.Single(ended.Output, line => line.StartsWith("HydraBot is ready", StringComparison.Ordinal)));
        Assert.Equal(0, ended.ExitCode);
        Assert.Empty(ended.Errors);
    }

    [Fact]
    public async Task A_token_that_reaches_the_log_is_masked_on_the_console_and_in_the_file_and_the_callers_id_is_kept()
    {
        const string Token = "planted-token-0123456789";
        var ended = await RunAsync(
            async line =>
            {
                using var http = new HttpClient();
                http.DefaultRequestHeaders.Add("X-Correlation-Id", "planted-id");
                using var answer = await http.GetAsync(new Uri($"{line.Split("API ")[1]}/health?key={Token}&also=this"), TestContext.Current.CancellationToken);
            },
            "--Api:Url=http://127.0.0.1:0", "--Emulator:Url=http://127.0.0.1:0", "--Serilog:MinimumLevel:Override:Microsoft.AspNetCore=Information",
            $"--Api:Keys:ci:Token={Token}", "--Api:Keys:ci:Access=Owner");

        var file = Assert.Single(Directory.GetFiles(Path.Combine(_folder.FullName, "data", "logs"), "hydrabot-*.jsonl"));
        var written = await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);
        foreach (var output in new[] { string.Join('\n', ended.Output), written })
        {
            Assert.DoesNotContain(Token, output, StringComparison.Ordinal);
            Assert.Contains("[secret]", output, StringComparison.Ordinal);
        }

        Assert.All(written.Split('\n', StringSplitOptions.RemoveEmptyEntries), line => System.Text.Json.JsonDocument.Parse(line).Dispose());
        Assert.Contains("\"CorrelationId\":\"planted-id\"", written, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_watches_over_the_house_is_told_whether_it_is_well()
    {
        const string Nobody = "--Api:Url=http://127.0.0.1:9";
        await RunAsync(
            async line =>
            {
                var well = await Executable.RunAsync(_folder.FullName, ["health", $"--Api:Url={line.Split("API ")[1]}"], ready: null);
                Assert.Equal(0, well.ExitCode);
                Assert.Contains(Assert.Single(well.Output), (string[])["healthy", "degraded"]);
            },
            "--Api:Url=http://127.0.0.1:0", "--Emulator:Url=http://127.0.0.1:0");

        var gone = await Executable.RunAsync(_folder.FullName, ["health", Nobody], ready: null);
        Assert.Equal(1, gone.ExitCode);
        Assert.StartsWith("HydraBot does not answer at http://127.0.0.1:9/health", Assert.Single(gone.Output), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_version_is_said()
    {
        var ended = await RunAsync(ready: null, "--version");
        Assert.Equal(0, ended.ExitCode);
        Assert.Matches(@"^\d+\.\d+\.\d+", Assert.Single(ended.Output));
    }

    [Fact]
    public async Task The_help_lists_the_verbs()
    {
        var ended = await RunAsync(ready: null, "--help");
        Assert.Equal(0, ended.ExitCode);
        foreach (var verb in new[] { "doctor", "audit verify", "constitution check FILE" })
            Assert.Contains(ended.Output, line => line.Contains($"HydraBot {verb}", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("dance", "There is no verb 'dance'.")]
    [InlineData("audit sing", "There is no verb 'audit sing'.")]
    [InlineData("constitution check", "Usage: HydraBot constitution check FILE")]
    [InlineData("doctor please", "Usage: HydraBot doctor")]
    public async Task Wrong_use_ends_with_2_and_the_usage(string words, string line)
    {
        var ended = await RunAsync(ready: null, words.Split(' '));
        Assert.Equal(2, ended.ExitCode);
        Assert.Equal(line, ended.Errors[0]);
    }

    [Fact]
    public async Task The_doctor_says_of_each_thing_how_it_is_and_of_what_is_missing_how_to_get_it()
    {
        var ended = await RunAsync(ready: null, "doctor", "--Api:Url=http://127.0.0.1:0", "--Fleet:Engine=unix:///nowhere/docker.sock", "--Inference:Discover=false");
        Assert.Equal(0, ended.ExitCode);
        Assert.Contains(ended.Output, line => line.StartsWith("ok      settings", StringComparison.Ordinal));
        Assert.Contains(ended.Output, line => line.StartsWith("ok      law", StringComparison.Ordinal));
        Assert.Contains(ended.Output, line => line.StartsWith("missing Discord", StringComparison.Ordinal));
        var docker = Assert.Single(ended.Output.Index(), line => line.Item.StartsWith("missing Docker", StringComparison.Ordinal));
        Assert.Contains("/nowhere/docker.sock", docker.Item, StringComparison.Ordinal);
        Assert.Contains("apt-get install docker.io", ended.Output[docker.Index + 1], StringComparison.Ordinal);
        foreach (var subject in new[] { "models", "voice", "git", "claude" })
            Assert.Single(ended.Output, line => line[8..].StartsWith($"{subject} ", StringComparison.Ordinal));
        var models = Assert.Single(ended.Output.Index(), line => line.Item.StartsWith("missing models", StringComparison.Ordinal));
        Assert.Contains("Inference:Endpoints:0:Url", ended.Output[models.Index + 1], StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(_folder.FullName, "data")), "the doctor made a data folder");
    }

    [Fact]
    public async Task A_law_is_checked_with_the_places_of_its_faults()
    {
        var law = Path.Combine(_folder.FullName, "law.yaml");
        await File.WriteAllTextAsync(law, "version: 1\narticles: 7\n", TestContext.Current.CancellationToken);
        var wrong = await RunAsync(ready: null, "constitution", "check", law);
        Assert.Equal(1, wrong.ExitCode);
        Assert.StartsWith($"{law}:2:", Assert.Single(wrong.Output), StringComparison.Ordinal);

        var good = await RunAsync(ready: null, "constitution", "check", Path.Combine(AppContext.BaseDirectory, "CONSTITUTION.yaml"));
        Assert.Equal(0, good.ExitCode);
    }

    private Task<Ended> RunAsync(Func<string, Task>? ready, params string[] args)
    {
        string[] storage = args is ["--version" or "--help"] || args[0][0] != '-' && args.Length < 3 ? [] : [$"--Storage:Path={Path.Combine(_folder.FullName, "data")}"];
        return Executable.RunAsync(_folder.FullName, [.. args, .. storage], ready);
    }

    [GeneratedRegex(@"^HydraBot is ready: page http://127\.0\.0\.1:[1-9]\d*  API http://127\.0\.0\.1:[1-9]\d*$")]
    private static partial Regex Ready();
}
