using System.Net;
using System.Text.Json;
using HydraBot.Memory;
using HydraBot.Memory.Diary;
using HydraBot.Memory.Embeddings;
using HydraBot.Memory.Retrieval;
using HydraBot.Tests.Doors.Http;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace HydraBot.Tests.Memory;

/// <summary>What an idle house holds of its memories, and what it finds when it is asked.</summary>
public sealed class SleepTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_house_that_nobody_asks_reads_no_word_vectors_and_finds_everything_when_asked()
    {
        await using var house = new DoorHouse();
        await house.InitializeAsync();
        var vectors = house.Services.GetRequiredService<WordVectors>();
        var kept = await RememberAsync(house, "The spare keys hang behind the boiler");
        var gone = await RememberAsync(house, "The spare keys hang in the shed");
        Assert.Equal(HttpStatusCode.OK, (await house.SendAsync(new HttpRequestMessage(HttpMethod.Delete, $"/memory/{gone}"))).Status);
        await house.Services.GetRequiredService<HouseDiary>().CatchUpAsync(Stop);
        Assert.False(vectors.IsRead);
        Assert.False(house.Services.GetRequiredService<HotIndex>().IsAwake);

        // Several at once: all of them wait for the one index, and none sees half of it.
        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => house.GetAsync("/memory/search?q=where%20are%20the%20spare%20keys")));
        Assert.All(answers, answer => Assert.Equal(kept, answer.Json[0].GetProperty("id").GetGuid()));
        Assert.DoesNotContain(answers, answer => answer.Json.EnumerateArray().Any(memory => memory.GetProperty("id").GetGuid() == gone));
        Assert.True(vectors.IsRead);
        var later = await RememberAsync(house, "The ladder stands in the shed");
        Assert.Equal(later, (await house.GetAsync("/memory/search?q=ladder")).Json[0].GetProperty("id").GetGuid());
        var report = await house.PostAsync("/memory/consolidate", "{}");
        Assert.Empty(report.Json.GetProperty("findings").EnumerateArray());
    }

    [Fact]
    public async Task What_grew_large_is_indexed_before_anybody_asks()
    {
        await using var house = new DoorHouse();
        await house.InitializeAsync();
        var index = house.Services.GetRequiredService<HotIndex>();
        var batch = Enumerable.Range(0, HotIndex.Few).Select(number => new { content = $"The meter of flat{number} is behind the door" });
        Assert.Equal(HttpStatusCode.OK, (await house.PostAsync("/memory", JsonSerializer.Serialize(batch))).Status);
        await RememberAsync(house, "One more than a few");

        Assert.True(index.IsAwake);
        Assert.Equal(house.Services.GetRequiredService<Memories>().Count, index.Count);
        Assert.InRange(index.Count, HotIndex.Few + 1, int.MaxValue);
        Assert.Equal("The meter of flat4095 is behind the door", (await house.GetAsync("/memory/search?q=flat4095%20meter")).Json[0].GetProperty("content").GetString());
    }

    private static async Task<Guid> RememberAsync(DoorHouse house, string content)
    {
        var answer = await house.PostAsync("/memory", JsonSerializer.Serialize(new { content }));
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        return answer.Json.GetProperty("id").GetGuid();
    }
}
