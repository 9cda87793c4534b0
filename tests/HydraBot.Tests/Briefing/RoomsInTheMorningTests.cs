using System.Diagnostics;
using System.Text.Json;
using HydraBot.Improvement.Benchmarks;
using HydraBot.Improvement.Statistics;
using HydraBot.Tests.Doors.Http;
using HydraBot.Tests.Inference.Gateway;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace HydraBot.Tests.Briefing;

/// <summary>What the rooms of the house have to say in the morning.</summary>
public sealed class RoomsInTheMorningTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Models_are_told_with_what_they_cost()
    {
        await using var house = await GatewayHouse.OpenAsync(1, "--Inference:Endpoints:0:Prices:small:Input=100000", "--Inference:Endpoints:0:Prices:small:Output=100000");
        house.Server.Serve = (context, _) => context.JsonAsync("""
            {"id":"a","object":"chat.completion","created":7,"model":"small","choices":[{"index":0,"message":{"role":"assistant","content":"Hi."},"finish_reason":"stop"}],
             "usage":{"prompt_tokens":9,"completion_tokens":4,"total_tokens":13}}
            """);
        await house.ChatAsync();
        await house.ChatAsync();

        var lines = await SectionAsync(house.Door, "Models and costs", lines => lines.Any(line => line.Contains("2 requests", StringComparison.Ordinal)));

        Assert.Equal(["$2.60 for 2 requests, 26 tokens", "`small` at attic: $2.60, 2 requests"], lines);
    }

    [Fact]
    public async Task Incidents_are_told_with_what_became_of_them_and_what_is_critical_needs_a_person()
    {
        await using var house = new DoorHouse(null, "--Sandbox:TestAtStart=false", "--Inference:Discover=false");
        await house.InitializeAsync();
        await AlertAsync(house, "f1", "critical", "Disk of nas is full", "firing");
        await AlertAsync(house, "f2", "warning", "Fan of web is slow", "firing");
        await AlertAsync(house, "f2", "warning", "Fan of web is slow", "resolved");

        var lines = await SectionAsync(house, "Incidents", lines => lines.Count > 0);
        var night = (await house.PostAsync("/operations/briefing.now")).Json;

        Assert.StartsWith("✅ Fan of web is slow: over after ", Assert.Single(lines), StringComparison.Ordinal);
        Assert.Contains(Texts(night.GetProperty("needsYou")), line => line.StartsWith("🔴 Disk of nas is full: lasts for ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Commits_benchmarks_and_the_nightly_work_on_memory_are_told()
    {
        var repository = Directory.CreateTempSubdirectory("hydrabot-morning-git-");
        try
        {
            Git(repository.FullName, "init", "--quiet");
            Git(repository.FullName, "commit", "--quiet", "--allow-empty", "--message=fix: turn the heating down");
            await using var house = new DoorHouse(null, "--Sandbox:TestAtStart=false", "--Inference:Discover=false", $"--Repository:Path={repository.FullName}");
            await house.InitializeAsync();
            var store = house.Services.GetRequiredService<BenchmarkStore>();
            await store.AddAsync(Run("recall", 0.80), Stop);
            await store.AddAsync(Run("recall", 0.90), Stop);
            await store.AddAsync(Run("tools", 0.95), Stop);
            await store.AddAsync(Run("tools", 0.50), Stop);
            await house.PostAsync("/memory/consolidate");

            var night = (await house.PostAsync("/operations/briefing.now")).Json;

            Assert.Matches("^`[0-9a-f]{7}` fix: turn the heating down \\(Hydra\\)$", Assert.Single(Section(night, "Commits")));
            Assert.Equal("`recall`: 0.900 (+0.100 to the baseline)", Assert.Single(Section(night, "Benchmarks")));
            Assert.Contains("Worse than before: `tools`: 0.500 (-0.450 to the baseline)", Texts(night.GetProperty("needsYou")));
            Assert.StartsWith("The nightly work is done: ", Assert.Single(Section(night, "Memory")), StringComparison.Ordinal);
        }
        finally
        {
            repository.Delete(recursive: true);
        }
    }

    private static BenchmarkRun Run(string suite, double score) => new()
    {
        Id = Guid.CreateVersion7(),
        Suite = suite,
        Part = BenchmarkPart.Open,
        At = TimeProvider.System.GetUtcNow(),
        Product = "test",
        Tuning = 1,
        Hash = "h",
        Seed = 1,
        Machine = "m",
        Result = new BenchmarkResult { Items = 10, Score = score, Interval = new Interval(score - 0.01, score + 0.01) },
    };

    private static Task<Answer> AlertAsync(DoorHouse house, string fingerprint, string severity, string summary, string status) => house.PostAsync("/alerts/webhooks/alertmanager", JsonSerializer.Serialize(new
    {
        version = "4",
        status,
        alerts = new[] { new { status, labels = new { alertname = summary, severity }, annotations = new { summary }, fingerprint } },
    }));

    /// <summary>The ledger is written a moment after the answer.</summary>
    private static async Task<IReadOnlyList<string>> SectionAsync(DoorHouse house, string heading, Predicate<IReadOnlyList<string>> wanted)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        patience.CancelAfter(TimeSpan.FromSeconds(30));
        while (true)
        {
            var night = (await house.PostAsync("/operations/briefing.now")).Json;
            var lines = Section(night, heading);
            if (wanted(lines))
                return lines;
            if (patience.IsCancellationRequested)
                Assert.Fail($"Not so after half a minute: {night}");
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, Stop);
        }
    }

    private static IReadOnlyList<string> Section(JsonElement night, string heading) =>
        [.. night.GetProperty("sections").EnumerateArray().Where(section => section.GetProperty("heading").GetString() == heading).SelectMany(section => Texts(section.GetProperty("lines")))];

    private static string[] Texts(JsonElement lines) => [.. lines.EnumerateArray().Select(line => line.GetString()!)];

    private static void Git(string folder, params string[] arguments)
    {
        using var git = Process.Start(new ProcessStartInfo("git", ["-c", "user.name=Hydra", "-c", "user.email=hydra@example.org", .. arguments]) { WorkingDirectory = folder })!;
        git.WaitForExit();
        Assert.Equal(0, git.ExitCode);
    }
}
