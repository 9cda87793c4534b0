using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using System.Threading.Channels;
using HydraBot.Governance.Approvals;
using HydraBot.Governance.Operations;
using HydraBot.Testing.Drivers;
using HydraBot.Testing.Models;
using HydraBot.Tests.Doors.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace HydraBot.Tests.Plans;

/// <summary>A house that works through plans: its door, its clock, a server of language models, and what it tells in the briefing channel.</summary>
internal sealed class PlanHouse : IAsyncDisposable
{
    private readonly Board _board = new();

    private PlanHouse(FakeModelServer server, FakeTimeProvider time, string plans, string? storage)
    {
        (Server, Time, Plans) = (server, time, plans);
        Door = new DoorHouse(
            builder => builder.Services.AddSingleton<INoticeBoard>(_board).AddSingleton<TimeProvider>(time),
            [
                $"--Plans:Folders:0={plans}", "--Plans:TimeZone=UTC", "--Inference:Endpoints:0:Name=attic", $"--Inference:Endpoints:0:Url={server.Url}", "--Inference:Discover=false",
                "--Inference:ProbeTimeout=00:00:20", "--Inference:Cache:Enabled=false", "--Memory:Chat=false", "--Sandbox:TestAtStart=false", "--Fleet:Metrics:Enabled=false",
                "--Fleet:Board:Enabled=false", "--Serilog:MinimumLevel:Default=Warning",
                .. storage is null ? Array.Empty<string>() : [$"--Storage:Path={storage}"],
            ]);
    }

    public DoorHouse Door { get; }

    public FakeModelServer Server { get; }

    public FakeTimeProvider Time { get; }

    /// <summary>The folder in which plans may lie.</summary>
    public string Plans { get; }

    /// <summary>The newest card of each notice.</summary>
    public ConcurrentDictionary<string, Card> Cards => _board.Cards;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static async Task<PlanHouse> OpenAsync(string? storage = null)
    {
        var house = new PlanHouse(
            await FakeModelServer.StartAsync(Stop), new FakeTimeProvider(new DateTimeOffset(2026, 6, 1, 22, 0, 0, TimeSpan.Zero)), Directory.CreateTempSubdirectory("hydrabot-plans-").FullName, storage);
        await house.Door.InitializeAsync();
        return house;
    }

    public async Task<JsonElement> StartAsync(object arguments)
    {
        var answer = await Door.PostAsync("/operations/plan.start", JsonSerializer.Serialize(arguments));
        Assert.True(answer.Status == HttpStatusCode.OK, answer.Text);
        return answer.Json;
    }

    public async Task<JsonElement> ShowAsync() => (await Door.PostAsync("/operations/plan.show")).Json;

    /// <summary>How the newest plan stands once that holds; it is looked at each time that the house tells something.</summary>
    public async Task<JsonElement> UntilAsync(Func<JsonElement, bool> holds)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        patience.CancelAfter(TimeSpan.FromMinutes(1));
        while (true)
        {
            var plan = await ShowAsync();
            if (holds(plan))
                return plan;
            try
            {
                await _board.Told.Reader.ReadAsync(patience.Token);
            }
            catch (OperationCanceledException)
            {
                Assert.Fail($"It never came to that: {plan}");
            }
        }
    }

    /// <summary>The briefing of the last three hours; the clock goes on while it is gathered, since a load is measured over a moment.</summary>
    public async Task<JsonElement> BriefingAsync()
    {
        var answer = Door.PostAsync("/operations/briefing.since", """{"moment": "3h"}""");
        return (await Time.UntilAsync(answer, TimeSpan.FromMilliseconds(10), Stop)).Json;
    }

    public Task<JsonElement> EndedAsync() => UntilAsync(plan => plan.GetProperty("state").GetString() != "running");

    public Task<JsonElement> UntilAsync(int place, string state) => UntilAsync(plan => State(plan, place) == state);

    /// <summary>Decides about the one approval whose arguments hold this text.</summary>
    public async Task VoteAsync(string text, bool agrees = true)
    {
        var pending = await Door.Services.GetRequiredService<IApprovalStore>().ListAsync(ApprovalState.Pending, 100, Stop);
        var approval = Assert.Single(pending, approval => $"{approval.Request.Operation} {approval.Request.Arguments}".Contains(text, StringComparison.Ordinal));
        await Door.Services.GetRequiredService<ApprovalDesk>().VoteAsync(approval.Id, new Caller(CallerKind.Member, "7", "Olga", AccessLevel.Owner), agrees, Stop);
    }

    public static string State(JsonElement plan, int place) => plan.GetProperty("items")[place - 1].GetProperty("state").GetString()!;

    public static string Told(JsonElement plan, int place) => plan.GetProperty("items")[place - 1].GetProperty("told").GetString()!;

    public async ValueTask DisposeAsync()
    {
        await Door.DisposeAsync();
        await Server.DisposeAsync();
        Directory.Delete(Plans, recursive: true);
    }

    private sealed class Board : INoticeBoard
    {
        public Channel<string> Told { get; } = Channel.CreateUnbounded<string>();

        public ConcurrentDictionary<string, Card> Cards { get; } = [];

        public ValueTask PostAsync(NoticeTopic topic, Card card, CancellationToken cancellationToken) => ValueTask.CompletedTask;

        public ValueTask ShowAsync(Notice notice, CancellationToken cancellationToken)
        {
            Cards[notice.Key] = notice.Card;
            return Told.Writer.WriteAsync(notice.Key, cancellationToken);
        }
    }
}
