using Xunit;

namespace HydraBot.Tests.Doors.Http;

/// <summary>Two houses in one process.</summary>
public sealed class TwoHousesTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task A_house_counts_what_is_done_in_it_and_goes_on_counting_when_the_other_is_gone()
    {
        await using var house = new DoorHouse();
        await house.InitializeAsync();
        await using (var other = new DoorHouse())
        {
            await other.InitializeAsync();
            await EchoAsync(house);
            await EchoAsync(other);
            await EchoAsync(other);
            Assert.Equal("1", await CountedAsync(house));
            Assert.Equal("2", await CountedAsync(other));
        }

        await EchoAsync(house);

        // What was told is told again for a third of a second; whatever was lost would be missing after it.
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(Patience);
        using var again = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (await CountedAsync(house) is var counted && counted != "2")
        {
            Assert.Equal("1", counted);
            await again.WaitForNextTickAsync(patience.Token);
        }

        await EchoAsync(house);
        while (await CountedAsync(house) is var counted && counted != "3")
        {
            Assert.Equal("2", counted);
            await again.WaitForNextTickAsync(patience.Token);
        }
    }

    private static Task<Answer> EchoAsync(DoorHouse house) => house.PostAsync("/operations/container.echo", """{"text": "a"}""");

    private static async Task<string> CountedAsync(DoorHouse house) =>
        (await house.GetAsync("/metrics", DoorHouse.ViewerKey)).Text.Split('\n')
            .Single(line => line.StartsWith("hydrabot_operations_total{", StringComparison.Ordinal) && line.Contains("operation=\"container.echo\",outcome=\"done\"", StringComparison.Ordinal))
            .Split(' ')[1];
}
