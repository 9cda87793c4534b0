using System.Net;
using System.Text.Json;
using HydraBot.Fleet.Engine;
using HydraBot.Governance;
using HydraBot.Governance.Approvals;
using HydraBot.Governance.Operations;
using HydraBot.Improvement.Benchmarks.Models;
using HydraBot.Improvement.Speed;
using HydraBot.Inference.Endpoints;
using HydraBot.Testing.Road;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace HydraBot.Tests.Improvement.Speed;

/// <summary>A server is made faster within its limits, by what is measured and not by what is hoped, after a person agreed; and it is put back.</summary>
public sealed class SpeedTests : IDisposable
{
    private static readonly Caller Owner = new(CallerKind.Member, "1", "owner", AccessLevel.Owner);

    private static readonly string[] Tabby =
    [
        "--Improvement:Speed:Backends:attic:Server=TabbyApi", $"--Improvement:Speed:Backends:attic:AdminKey={FakeSpeedServer.AdminKey}",
        "--Improvement:Speed:Backends:attic:DraftModels:0=small-draft", "--Improvement:Speed:Backends:attic:DraftModels:1=large-draft", "--Improvement:Speed:Backends:attic:DraftModels:2=none",
        "--Improvement:Speed:Backends:attic:Splits:0=20,24", "--Improvement:Speed:Backends:attic:Splits:1=30,22", "--Improvement:Speed:Backends:attic:CacheModes:0=Q8",
    ];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("hydrabot-speed-");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task The_fastest_setup_is_found_shown_and_not_kept_until_somebody_says_so()
    {
        var clock = new AnswerClock();
        await using var server = await FakeSpeedServer.StartAsync(clock, null, Stop);
        // The small draft helps, the large one does not fit, a split helps, a quantised cache costs a little.
        server.Speed = setup => 20 * (setup.Draft == "small-draft" ? 1.6 : 1) * (setup.Split == "30,22" ? 1.2 : setup.Split.Length > 0 ? 0.9 : 1) * (setup.Cache == "Q8" ? 0.95 : 1);
        server.TooLarge = setup => setup.Draft == "large-draft";
        var before = server.Running;
        await using var house = await OpenAsync(server, clock, null, Tabby);

        var finding = await TuneAsync(house);

        Assert.Equal(("small-draft", "30,22", "FP16"), (Text(finding, "after", "setup", "draft"), Text(finding, "after", "setup", "split"), Text(finding, "after", "setup", "cache")));
        Assert.InRange(finding.GetProperty("gain").GetDouble(), 0.91, 0.93);
        Assert.InRange(finding.GetProperty("gainLow").GetDouble(), 0.91, finding.GetProperty("gainHigh").GetDouble());
        Assert.Contains(finding.GetProperty("tried").EnumerateArray(), one => one.TryGetProperty("trouble", out var trouble) && trouble.GetString() is { } said && said.Contains("out of memory", StringComparison.Ordinal));
        Assert.Equal(before, server.Running);
    }

    [Fact]
    public async Task What_was_found_is_put_in_force_and_taken_back_where_it_measures_worse_then()
    {
        var clock = new AnswerClock();
        await using var server = await FakeSpeedServer.StartAsync(clock, null, Stop);
        server.Speed = setup => setup.Draft == "small-draft" ? 30 : 20;
        var before = server.Running;
        await using var house = await OpenAsync(server, clock, null, Tabby);
        var id = (await TuneAsync(house)).GetProperty("id").GetGuid();

        Assert.Contains("small-draft", await Preview.OfAsync(house.Services, "inference.apply", $$"""{"tuning":"{{id}}"}"""), StringComparison.Ordinal);
        // Another load on the GPU by then: the draft costs more than it gives.
        server.Speed = setup => setup.Draft == "small-draft" ? 15 : 20;
        await RunAsync(house, "inference.apply", $$"""{"tuning":"{{id}}"}""");
        Assert.Equal(before, server.Running);
        Assert.Contains(server.Loaded, setup => setup.Draft == "small-draft");

        server.Speed = setup => setup.Draft == "small-draft" ? 30 : 20;
        await RunAsync(house, "inference.apply", $$"""{"tuning":"{{id}}"}""");
        Assert.Equal("small-draft", server.Running!.Draft);
    }

    [Fact]
    public async Task A_server_of_llama_cpp_starts_with_the_arguments_that_were_found_and_goes_back()
    {
        var clock = new AnswerClock();
        var file = Path.Combine(_folder.FullName, "args");
        await using var server = await FakeSpeedServer.StartAsync(clock, file, Stop);
        // N-grams help most at a length of eight.
        server.Speed = setup => setup.Draft == SpeedSetup.Ngram ? 20 + (10.0 / (1 + Math.Abs(setup.DraftTokens - 8))) : 20;
        await using var house = await OpenAsync(server, clock, new RestartingEngine(server), [
            "--Improvement:Speed:Backends:attic:Server=LlamaCpp", $"--Improvement:Speed:Backends:attic:ArgumentsFile={file}", "--Improvement:Speed:Backends:attic:Container=llama",
            "--Improvement:Speed:Backends:attic:DraftModels:0=none", "--Improvement:Speed:Backends:attic:DraftModels:1=ngram",
            "--Improvement:Speed:Backends:attic:DraftTokens:0=4", "--Improvement:Speed:Backends:attic:DraftTokens:1=8", "--Improvement:Speed:Backends:attic:DraftTokens:2=16",
            "--Improvement:Speed:Backends:attic:CacheModes:0=q8_0"]);

        var finding = await TuneAsync(house);

        Assert.Equal(("ngram", 8), (Text(finding, "after", "setup", "draft"), finding.GetProperty("after").GetProperty("setup").GetProperty("draftTokens").GetInt32()));
        Assert.Equal("", await File.ReadAllTextAsync(file, Stop));
        await RunAsync(house, "inference.apply", $$"""{"tuning":"{{finding.GetProperty("id").GetGuid()}}"}""");
        Assert.Equal("--spec-type ngram-simple\n--draft-max 8\n", await File.ReadAllTextAsync(file, Stop));
    }

    [Fact]
    public async Task Where_nothing_is_faster_nothing_is_recommended_and_equal_speeds_are_no_gain()
    {
        var clock = new AnswerClock();
        await using var server = await FakeSpeedServer.StartAsync(clock, null, Stop);
        await using var house = await OpenAsync(server, clock, null, Tabby);

        var finding = await TuneAsync(house);

        Assert.Equal(0, finding.GetProperty("gain").GetDouble());
        Assert.Equal(finding.GetProperty("before").GetRawText(), finding.GetProperty("after").GetRawText());
    }

    [Fact]
    public async Task Tuning_waits_for_a_person_and_an_endpoint_without_limits_is_not_tuned()
    {
        var clock = new AnswerClock();
        await using var server = await FakeSpeedServer.StartAsync(clock, null, Stop);
        await using var house = await OpenAsync(server, clock, null, Tabby);

        var asked = await house.Door.PostAsync("/operations/inference.tune", """{"endpoint":"attic"}""");
        var abilities = await house.PostAsync("/operations/inference.abilities", """{"endpoint":"attic"}""");
        var unknown = await house.Door.PostAsync("/operations/inference.abilities", """{"endpoint":"cellar"}""");

        Assert.Equal(HttpStatusCode.Accepted, asked.Status);
        Assert.Empty(server.Loaded);
        Assert.Equal(["small-draft", "large-draft"], abilities.GetProperty("draftModels").EnumerateArray().Select(one => one.GetString()));
        Assert.Contains("Improvement:Speed:Backends:cellar", unknown.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("LlamaCpp", "m.gguf", 8, "3,2", "q8_0", 4)]
    [InlineData("LlamaCpp", "ngram", 16, "", "", 0)]
    [InlineData("LlamaCpp", "", 0, "", "", 0)]
    [InlineData("Vllm", "org/draft-0.5b", 5, "2", "fp8", 64)]
    [InlineData("Vllm", "ngram", 3, "", "", 0)]
    public void What_is_written_for_a_start_is_read_again(string kind, string draft, int tokens, string split, string cache, int batch)
    {
        var (server, setup) = (Enum.Parse<SpeedServer>(kind), new SpeedSetup(draft, tokens, split, cache, batch));

        Assert.Equal(setup, StartArguments.Read(server, StartArguments.Write(server, setup)));
    }

    [Theory]
    [InlineData("DraftModels:0", "a b", "without spaces")]
    [InlineData("Splits:0", "half", "such as 20,24")]
    [InlineData("BatchSizes:0", "0", "1 to 4096")]
    [InlineData("DraftModels:0", "ngram", "config.yml")]
    public async Task A_limit_that_cannot_be_stops_the_start(string name, string value, string allowed)
    {
        var failure = await Assert.ThrowsAnyAsync<Exception>(() => LoopHouse.StartAsync(null, $"--Improvement:Speed:Backends:attic:{name}={value}"));

        Assert.Contains(allowed, failure.ToString(), StringComparison.Ordinal);
    }

    private static Task<LoopHouse> OpenAsync(FakeSpeedServer server, AnswerClock clock, IContainerEngine? engine, string[] limits) => LoopHouse.StartAsync(
        services =>
        {
            services.AddSingleton(house => new EndpointTrial(house.GetRequiredService<InferenceHttp>(), clock));
            if (engine is not null)
                services.AddSingleton(engine);
        },
        [$"--Inference:Endpoints:0:Url={server.Url}", "--Inference:Endpoints:0:Name=attic", .. limits]);

    private static async Task<JsonElement> TuneAsync(LoopHouse house)
    {
        await RunAsync(house, "inference.tune", """{"endpoint":"attic"}""");
        return (await house.PostAsync("/operations/inference.findings")).GetProperty("findings")[0];
    }

    /// <summary>Asks, has an Owner agree, and waits until it ran.</summary>
    private static async Task RunAsync(LoopHouse house, string operation, string arguments)
    {
        var asked = await house.Door.PostAsync($"/operations/{operation}", arguments);
        Assert.True(asked.Status == HttpStatusCode.Accepted, asked.Text);
        var approval = asked.Json.GetProperty("approvalId").GetGuid();
        await house.Services.GetRequiredService<ApprovalDesk>().VoteAsync(approval, Owner, agrees: true, Stop);
        while ((await house.Door.GetAsync($"/approvals/{approval}")).Json.GetProperty("request") is var request && request.GetProperty("state").GetString() != "done")
        {
            Stop.ThrowIfCancellationRequested();
            Assert.False(request.GetProperty("state").GetString() == "refused" || (request.TryGetProperty("outcome", out var outcome) && outcome.GetString() == "failed"), request.GetRawText());
        }
    }

    private static string? Text(JsonElement element, params string[] path) => path.Aggregate(element, (at, name) => at.GetProperty(name)).GetString();

    /// <summary>An engine with one container, the server's.</summary>
    private sealed class RestartingEngine(FakeSpeedServer server) : IContainerEngine
    {
        public string Address => "here";

        public Task<IReadOnlyList<Container>> ListAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<Container>>(
            [new Container(new string('a', 64), "llama", "llama.cpp", ContainerState.Running, ContainerHealth.None, "1 hour", "Up 1 hour", [])]);

        public Task RestartAsync(Clearance clearance, string id, CancellationToken cancellationToken)
        {
            server.Restart();
            return Task.CompletedTask;
        }

        public Task<ContainerDetail> InspectAsync(string id, CancellationToken cancellationToken) => throw new OperationException("It is not looked at.");

        public Task<ContainerOutput> ReadOutputAsync(string id, int lines, DateTimeOffset? since, CancellationToken cancellationToken) => throw new OperationException("It is not read.");

        public Task FollowAsync(string id, int lines, Action<string> wrote, CancellationToken cancellationToken) => throw new OperationException("It is not followed.");

        public Task<DateTimeOffset?> ImageMadeAsync(string id, CancellationToken cancellationToken) => throw new OperationException("It is not looked at.");

        public Task<ContainerUsage> UsageAsync(string id, CancellationToken cancellationToken) => throw new OperationException("It is not measured.");

        public Task StartAsync(Clearance clearance, string id, CancellationToken cancellationToken) => throw new OperationException("It runs.");

        public Task StopAsync(Clearance clearance, string id, CancellationToken cancellationToken) => throw new OperationException("It is not stopped.");

        public Task ListenAsync(DateTimeOffset since, Action<EngineEvent> heard, CancellationToken cancellationToken) => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
    }
}
