using HydraBot.Tests.Doors.Http;
using Xunit;
using static HydraBot.Tests.Plans.PlanHouse;

namespace HydraBot.Tests.Plans;

/// <summary>A night that is interrupted goes on where it was; what was cut in the middle is told, and never quietly run twice.</summary>
public sealed class CutOffTests
{
    [Fact]
    public async Task After_a_restart_the_rest_is_done_and_what_was_cut_off_is_left_for_a_person()
    {
        var storage = Directory.CreateTempSubdirectory("hydrabot-night-");
        try
        {
            await using (var first = await OpenAsync(storage.FullName))
            {
                await first.StartAsync(new { goals = "`container.touch`\n`container.poke {\"name\": \"asked\"}`\n`container.hold`\n`container.echo {\"text\": \"after\"}`" });
                await first.Door.Operations.Begun;
            }

            await using var second = await OpenAsync(storage.FullName);
            var plan = await second.UntilAsync(4, "done");
            Assert.Equal(("running", "done", "waiting", "cutOff"), (plan.GetProperty("state").GetString(), State(plan, 1), State(plan, 2), State(plan, 3)));
            Assert.StartsWith("Cut off in the middle; it was not run again.", Told(plan, 3), StringComparison.Ordinal);
            await second.VoteAsync("asked");
            plan = await second.EndedAsync();

            Assert.Equal("finished", plan.GetProperty("state").GetString());
            Assert.Equal(1, second.Door.Operations.Effects);
            var night = await second.BriefingAsync();
            Assert.Contains(night.GetProperty("needsYou").EnumerateArray(), line => line.GetString()!.StartsWith("Plan 1, item 3, `container.hold`: cut off, look at it.", StringComparison.Ordinal));
        }
        finally
        {
            storage.Delete(recursive: true);
        }
    }

    [Theory]
    [InlineData("container.wait", "done")]
    [InlineData("container.hold", "cutOff")]
    public async Task What_only_looked_is_run_again_after_a_crash_and_nothing_else(string operation, string state)
    {
        var storage = Directory.CreateTempSubdirectory("hydrabot-night-");
        try
        {
            await using (var first = await OpenAsync())
            {
                await first.StartAsync(new { goals = $"`{operation}`\n`container.touch`" });
                await first.Door.Operations.Begun;
                // The disk as a power cut at this moment leaves it: nothing is being written while the operation waits.
                foreach (var file in Directory.GetFiles(first.Door.Storage, "*.db*"))
                    File.Copy(file, Path.Combine(storage.FullName, Path.GetFileName(file)));
                first.Door.Operations.LetItEnd();
                await first.EndedAsync();
            }

            Assert.NotEmpty(storage.GetFiles());
            await using var second = await OpenAsync(storage.FullName);
            second.Door.Operations.LetItEnd();
            var plan = await second.EndedAsync();

            Assert.Equal((state, "done"), (State(plan, 1), State(plan, 2)));
            Assert.Equal(1, second.Door.Operations.Effects);
        }
        finally
        {
            storage.Delete(recursive: true);
        }
    }
}
