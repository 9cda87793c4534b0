using System.Net;
using System.Text;
using System.Text.Json;
using HydraBot.Governance;
using HydraBot.Governance.Operations;
using HydraBot.Tests.Doors.Http;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace HydraBot.Tests.Inference.Gateway;

/// <summary>Who waits for a backend with few places, and who goes first.</summary>
public sealed class QueueTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_person_goes_before_a_program_and_a_program_before_a_nightly_job()
    {
        await using var house = await GatewayHouse.OpenAsync(1, "--Inference:Endpoints:0:Concurrent=1");
        var (asked, release) = Hold(house, 0);

        var running = house.ChatAsync(Body("aardvark"));
        await asked.WaitAsync(Stop);
        var nightly = house.BeginAsync(Body("badger"), Stop, ("X-HydraBot-Priority", "background"));
        await WaitingAsync(house, 1);
        var program = house.ChatAsync(Body("civet"));
        await WaitingAsync(house, 2);
        var person = TalkAsync(house, "dingo");
        await WaitingAsync(house, 3);
        release.SetResult();

        await Task.WhenAll(running, program, person);
        (await nightly).Dispose();
        string[] names = ["aardvark", "badger", "civet", "dingo"];
        Assert.Equal(["aardvark", "dingo", "civet", "badger"], house.Server.Bodies.Select(Encoding.UTF8.GetString).Select(body => names.Single(body.Contains)));
    }

    [Fact]
    public async Task When_too_many_wait_the_next_one_is_told_to_come_again()
    {
        await using var house = await GatewayHouse.OpenAsync(1, "--Inference:Endpoints:0:Concurrent=1", "--Inference:Queue:Waiting=1");
        var (asked, release) = Hold(house, 0);
        var running = house.ChatAsync(Body("aardvark"));
        await asked.WaitAsync(Stop);
        var waiting = house.ChatAsync(Body("badger"));
        await WaitingAsync(house, 1);

        var refused = (await house.ChatAsync(Body("civet"))).IsError(HttpStatusCode.ServiceUnavailable, "queue_full");
        release.SetResult();

        Assert.Equal(5, refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds);
        Assert.All(await Task.WhenAll(running, waiting), answer => Assert.Equal("one", Answering.Said(answer.Text)));
        Assert.Equal(2, house.Server.Bodies.Count);
    }

    [Fact]
    public async Task Whoever_waited_too_long_is_told_to_come_again()
    {
        await using var house = await GatewayHouse.OpenAsync(1, "--Inference:Endpoints:0:Concurrent=1", "--Inference:Queue:Patience=00:00:00.2");
        var (asked, release) = Hold(house, 0);
        var running = house.ChatAsync(Body("aardvark"));
        await asked.WaitAsync(Stop);

        (await house.ChatAsync(Body("badger"))).IsError(HttpStatusCode.ServiceUnavailable, "queue_full");
        release.SetResult();

        Assert.Equal("one", Answering.Said((await running).Text));
    }

    [Fact]
    public async Task Where_one_queue_is_full_an_idle_backend_answers_and_only_when_all_are_full_nobody_does()
    {
        await using var house = await GatewayHouse.OpenAsync(
            2, "--Inference:Endpoints:0:Concurrent=1", "--Inference:Endpoints:1:Concurrent=1", "--Inference:Queue:Waiting=0", "--Inference:Hedge:Enabled=false");
        var (attic, releaseAttic) = Hold(house, 0);
        var (cellar, releaseCellar) = Hold(house, 1);
        var first = house.ChatAsync(Body("aardvark"));
        await attic.WaitAsync(Stop);

        var second = house.ChatAsync(Body("badger"));
        await cellar.WaitAsync(Stop);
        var third = (await house.ChatAsync(Body("civet"))).IsError(HttpStatusCode.ServiceUnavailable, "queue_full");
        releaseAttic.SetResult();
        releaseCellar.SetResult();

        Assert.Equal(["attic", "cellar"], (await Task.WhenAll(first, second)).Select(answer => answer.Headers.GetValues("X-HydraBot-Endpoint").Single()));
        var message = third.Json.GetProperty("error").GetProperty("message").GetString();
        Assert.Contains("attic (small): 0 requests wait there already", message, StringComparison.Ordinal);
        Assert.Contains("cellar (small): 0 requests wait there already", message, StringComparison.Ordinal);
    }

    /// <summary>The server's answers begin and do not end until they are released; each asking lets go once of the semaphore.</summary>
    private static (SemaphoreSlim Asked, TaskCompletionSource Release) Hold(GatewayHouse house, int server)
    {
        var asked = new SemaphoreSlim(0);
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        house.Servers[server].Serve = async (context, _) =>
        {
            await context.SendAsync(Answering.Word("one"));
            asked.Release();
            await release.Task.WaitAsync(Stop);
            await context.SendAsync(Answering.End);
        };
        return (asked, release);
    }

    /// <summary>As a member would from Discord.</summary>
    private static async Task TalkAsync(GatewayHouse house, string word)
    {
        var road = house.Door.Services.GetRequiredService<GovernedExecutor>();
        var question = JsonSerializer.SerializeToElement(new { prompt = word });
        var request = OperationRequest.Create("chat", question, new Caller(CallerKind.Member, "7", "Ada", AccessLevel.Owner), Door.Chat, TimeProvider.System);
        Assert.IsType<OperationOutcome.Done>(await road.ExecuteAsync(request, progress: null, Stop));
    }

    private static async Task WaitingAsync(GatewayHouse house, int count)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        patience.CancelAfter(TimeSpan.FromSeconds(20));
        while ((await house.Door.GetAsync("/inference/status")).Json.GetProperty("endpoints")[0].GetProperty("waiting").GetInt32() is var waiting && waiting != count)
            Assert.False(patience.IsCancellationRequested, $"{waiting} wait instead of {count}.");
    }

    private static string Body(string word) => $$"""{"model":"small","stream":true,"messages":[{"role":"user","content":"{{word}}"}]}""";
}
