using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using System.Threading.Channels;
using HydraBot.Governance.Approvals;
using HydraBot.Governance.Operations;
using HydraBot.Testing.Models;
using HydraBot.Tests.Doors.Http;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace HydraBot.Tests.Improvement;

/// <summary>A house that works on itself, with scripted models where a test wants some, and an Owner who agrees.</summary>
public sealed class LoopHouse : IAsyncDisposable
{
    private static readonly Caller Owner = new(CallerKind.Member, "1", "owner", AccessLevel.Owner);

    private readonly DoorHouse _house;
    private readonly Board _board = new();

    private LoopHouse(string[] settings, Action<IServiceCollection>? furnish) => _house = new DoorHouse(
        builder =>
        {
            builder.Services.AddSingleton<INoticeBoard>(_board);
            furnish?.Invoke(builder.Services);
        },
        [
            "--Improvement:Watch:For=00:00:01", "--Improvement:Watch:Interval=00:00:00.1", "--Improvement:Search:Enabled=false", "--Sandbox:TestAtStart=false", "--Inference:Discover=false", .. settings,
        ]);

    public DoorHouse Door => _house;

    public IServiceProvider Services => _house.Services;

    internal static async Task<LoopHouse> StartAsync(Action<IServiceCollection>? furnish, params string[] settings)
    {
        var house = new LoopHouse(settings, furnish);
        await house._house.InitializeAsync();
        return house;
    }

    internal static Task<LoopHouse> StartAsync(params FakeModelServer[] models) =>
        StartAsync(null, [.. models.Select((model, at) => $"--Inference:Endpoints:{at}:Url={model.Url}")]);

    public async Task<JsonElement> PostAsync(string path, string body = "{}")
    {
        var answer = await _house.PostAsync(path, body);
        Assert.True(answer.Status == HttpStatusCode.OK, answer.Text);
        return answer.Json;
    }

    public Task<JsonElement> TuneAsync(string name, string value) => PostAsync("/operations/improvement.tune", JsonSerializer.Serialize(new { name, value }));

    /// <summary>Searches memory so badly that every draw of sealed items shows what is better.</summary>
    public async Task WeakenAsync()
    {
        foreach (var arm in (string[])["words", "meaning", "gist", "session", "entity", "graph", "hop"])
            await TuneAsync($"memory.retrieval.{arm}", "0");
    }

    /// <summary>What a tunable is now.</summary>
    public async Task<JsonElement> ValueAsync(string name) =>
        (await _house.GetAsync("/self-improvement/status")).Json.GetProperty("tunables").EnumerateArray().Single(tunable => tunable.GetProperty("name").GetString() == name).GetProperty("value");

    /// <summary>Lets the house search, and gives the proposal that came of it, tested.</summary>
    public async Task<JsonElement> SearchAsync(string suite, int candidates, int seed = 3)
    {
        var search = (await PostAsync("/operations/improvement.search", JsonSerializer.Serialize(new { suite, candidates, seed }))).GetProperty("searches").EnumerateArray().Single(one => one.GetProperty("tried").GetInt32() > 0);
        Assert.True(search.TryGetProperty("proposal", out var found), search.GetRawText());
        var proposal = (await _house.GetAsync($"/self-improvement/proposals/{found.GetProperty("id").GetGuid()}")).Json;
        TestContext.Current.TestOutputHelper?.WriteLine(proposal.GetProperty("page").GetString()!);
        return proposal;
    }

    public async Task<JsonElement> ProposeAsync(string kind, string changes) =>
        await PostAsync("/self-improvement/proposals", $$"""{"kind":"{{kind}}","title":"By hand","description":"A person thinks so.","changes":{{changes}}}""");

    /// <summary>Asks for the deployment, and has an Owner agree to it; ends when it ran.</summary>
    public async Task<JsonElement> DeployAsync(Guid id)
    {
        await AgreeAsync($"/self-improvement/proposals/{id}/deploy");
        return (await _house.GetAsync($"/self-improvement/proposals/{id}")).Json;
    }

    /// <summary>Asks for something that people are asked about, and has an Owner agree to it; ends when it ran.</summary>
    public async Task AgreeAsync(string path, string body = "{}")
    {
        var asked = await _house.PostAsync(path, body);
        Assert.True(asked.Status == HttpStatusCode.Accepted, asked.Json.GetRawText());
        var approval = asked.Json.GetProperty("approvalId").GetGuid();
        await Services.GetRequiredService<ApprovalDesk>().VoteAsync(approval, Owner, agrees: true, TestContext.Current.CancellationToken);
        // Each look is a request of its own, so that the run that was approved goes on meanwhile.
        while ((await _house.GetAsync($"/approvals/{approval}")).Json.GetProperty("request") is var request && request.GetProperty("state").GetString() != "done")
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            Assert.False(request.GetProperty("state").GetString() == "refused" || (request.TryGetProperty("outcome", out var outcome) && outcome.GetString() == "failed"), request.GetRawText());
        }
    }

    /// <summary>Waits until the watch posts a card with these words.</summary>
    public Task<Card> ToldAsync(string words) => _board.TitledAsync(words);

    /// <summary>How many cards with these words in their title were posted so far.</summary>
    public int Told(string words) => _board.Count(words);

    public ValueTask DisposeAsync() => _house.DisposeAsync();

    private sealed class Board : INoticeBoard
    {
        private readonly ConcurrentQueue<Card> _cards = new();
        private readonly Channel<Card> _posted = Channel.CreateUnbounded<Card>();

        public ValueTask PostAsync(NoticeTopic topic, Card card, CancellationToken cancellationToken)
        {
            _cards.Enqueue(card);
            return _posted.Writer.WriteAsync(card, cancellationToken);
        }

        public int Count(string words) => _cards.Count(card => card.Title.Contains(words, StringComparison.Ordinal));

        /// <summary>Waits for a card whose state is this.</summary>
        public async Task<Card> TitledAsync(string words)
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
            patience.CancelAfter(TimeSpan.FromSeconds(60));
            while (true)
            {
                if (_cards.FirstOrDefault(card => card.Fields.Any(field => field.Value == words)) is { } found)
                    return found;
                await _posted.Reader.ReadAsync(patience.Token);
            }
        }
    }
}
