using System.Net;
using HydraBot.Tests.Doors.Http;
using Xunit;

namespace HydraBot.Tests.Inference.Gateway;

/// <summary>What one key may use at once and in a minute, and that another key's use is its own.</summary>
public sealed class LimitTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_key_has_so_many_requests_at_once_and_the_next_one_when_one_of_them_has_ended()
    {
        await using var house = await GatewayHouse.OpenAsync(1, "--Inference:Gateway:Keys:master:Concurrent=1");
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        house.Server.Serve = async (context, _) =>
        {
            await context.SendAsync(Answering.Word("one"));
            if (house.Server.Bodies.Count == 1)
                await release.Task.WaitAsync(Stop);
            await context.SendAsync(Answering.End);
        };
        using var running = await house.BeginAsync(GatewayHouse.HelloStreamed, Stop);

        var second = (await house.ChatAsync(GatewayHouse.HelloStreamed)).IsError(HttpStatusCode.TooManyRequests, "rate_limit_exceeded");
        Assert.Equal(HttpStatusCode.OK, (await house.ChatAsync(GatewayHouse.HelloStreamed, DoorHouse.ViewerKey)).Status);
        release.SetResult();
        await running.Content.ReadAsStringAsync(Stop);

        Assert.Equal(1, second.Headers.RetryAfter!.Delta!.Value.TotalSeconds);
        Assert.Equal(HttpStatusCode.OK, (await house.ChatAsync(GatewayHouse.HelloStreamed)).Status);
    }

    [Fact]
    public async Task A_key_has_so_many_tokens_a_minute_and_is_told_when_to_come_again()
    {
        await using var house = await GatewayHouse.OpenAsync(1, "--Inference:Gateway:Keys:eye:TokensPerMinute=20");

        Assert.Equal(HttpStatusCode.OK, (await house.ChatAsync(GatewayHouse.HelloStreamed, DoorHouse.ViewerKey)).Status);
        var second = (await house.ChatAsync(GatewayHouse.HelloStreamed, DoorHouse.ViewerKey)).IsError(HttpStatusCode.TooManyRequests, "rate_limit_exceeded");

        Assert.InRange(second.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 20, 60);
        Assert.Single(house.Server.Bodies);
        Assert.Equal(HttpStatusCode.OK, (await house.ChatAsync(GatewayHouse.HelloStreamed)).Status);
    }

    [Fact]
    public async Task A_key_without_limits_of_its_own_has_everybodys()
    {
        await using var house = await GatewayHouse.OpenAsync(1, "--Inference:Gateway:Limits:RequestsPerMinute=1", "--Inference:Gateway:Keys:hand:RequestsPerMinute=2");

        foreach (var (key, allowed) in ((string, int)[])[(DoorHouse.ViewerKey, 1), (DoorHouse.OperatorKey, 2)])
        {
            for (var turn = 0; turn < allowed; turn++)
                Assert.Equal(HttpStatusCode.OK, (await house.ChatAsync(GatewayHouse.HelloStreamed, key)).Status);
            (await house.ChatAsync(GatewayHouse.HelloStreamed, key)).IsError(HttpStatusCode.TooManyRequests, "rate_limit_exceeded");
        }
    }
}
