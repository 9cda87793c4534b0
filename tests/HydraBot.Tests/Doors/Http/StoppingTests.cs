using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace HydraBot.Tests.Doors.Http;

public sealed class StoppingTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_house_that_stops_lets_running_operations_answer()
    {
        await using var house = new DoorHouse();
        await house.InitializeAsync();
        var running = house.PostAsync("/operations/container.wait");
        await house.Operations.Begun.WaitAsync(Stop);

        var stopping = house.StopAsync();
        Assert.False(stopping.IsCompleted);
        house.Operations.LetItEnd();

        Assert.Equal(HttpStatusCode.OK, (await running).Status);
        await stopping.WaitAsync(Stop);
    }

    [Fact]
    public async Task An_operation_that_exceeds_its_time_is_a_problem_that_names_the_limit()
    {
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var house = new DoorHouse(builder => builder.Services.AddSingleton<TimeProvider>(time));
        await house.InitializeAsync();
        var running = house.PostAsync("/operations/container.wait");
        await house.Operations.Begun.WaitAsync(Stop);
        time.Advance(TimeSpan.FromSeconds(31));
        Assert.Contains("30 s", (await running).IsProblem(HttpStatusCode.GatewayTimeout, "time-limit").Detail, StringComparison.Ordinal);
    }
}
