using System.Net;
using HydraBot.Hosting.Status;
using HydraBot.Memory;
using HydraBot.Memory.Retrieval;
using HydraBot.Memory.Vectors;
using HydraBot.Tests.Doors.Http;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace HydraBot.Tests.Memory;

/// <summary>One body for the index in this process and for Qdrant.</summary>
public class VectorTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("here")]
    [InlineData("qdrant")]
    public async Task The_nearest_are_found_within_the_filter_and_what_is_removed_is_gone(string where)
    {
        await using var qdrant = await FakeQdrant.StartAsync();
        using var http = new HttpClient { BaseAddress = new Uri(qdrant.Url + "/") };
        using var index = new VectorIndex();
        IVectorStore store = where == "here" ? index : new QdrantStore(http, "test");
        var random = new Random(3);
        VectorPoint[] points = [.. Enumerable.Range(0, 200).Select(n => new VectorPoint(
            Guid.CreateVersion7(), Vector(random), n % 2 == 0 ? MemoryTier.Episodic : MemoryTier.Semantic, n % 5 == 0 ? "house" : "private:key:a", n % 3 == 0 ? ["Blue"] : [], n))];
        await store.UpsertAsync(points, Stop);

        var nearest = await store.SearchAsync(points[42].Vector, VectorFilter.None, 5, Stop);
        Assert.Equal(points[42].Id, nearest[0].Id);
        Assert.Equal(1, nearest[0].Similarity, 3);
        Assert.Equal(nearest.OrderByDescending(one => one.Similarity), nearest);

        var filter = new VectorFilter(new HashSet<string> { "house" }, [MemoryTier.Episodic], ["blue"], 10, 150);
        var found = await store.SearchAsync(points[42].Vector, filter, 200, Stop);
        Assert.Equal(points.Index().Where(p => p.Index is >= 10 and <= 150 && p.Index % 30 == 0).Select(p => p.Item.Id).Order(), found.Select(one => one.Id).Order());

        await store.RemoveAsync([points[42].Id], Stop);
        Assert.DoesNotContain(points[42].Id, (await store.SearchAsync(points[42].Vector, VectorFilter.None, 200, Stop)).Select(one => one.Id));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    [InlineData(16)]
    [InlineData(63)]
    [InlineData(100)]
    [InlineData(391)]
    public void Products_are_summed_up_exactly_whatever_the_length(int length)
    {
        var random = new Random(length);
        sbyte[] bytes = [.. Enumerable.Range(0, length).Select(_ => (sbyte)random.Next(-127, 128))];
        short[] shorts = [.. Enumerable.Range(0, length).Select(_ => (short)random.Next(-1024, 1025))];
        Assert.Equal(bytes.Zip(shorts, (one, other) => one * other).Sum(), GistArm.Dot(bytes, shorts));
    }

    [Fact]
    public async Task A_model_bridges_words_a_dead_qdrant_costs_nothing_and_forgetting_waits_for_it()
    {
        await using var qdrant = await FakeQdrant.StartAsync();
        await using var house = new DoorHouse(null, $"--Memory:Embeddings:Url={qdrant.Url}/v1", "--Memory:Embeddings:Model=fake", $"--Memory:Qdrant:Url={qdrant.Url}");
        await house.InitializeAsync();
        var cat = (await house.PostAsync("/memory", """{"content":"Old whiskers sleeps on the router"}""")).Json.GetProperty("id").GetGuid();
        var printer = (await house.PostAsync("/memory", """{"content":"The printer is out of toner"}""")).Json.GetProperty("id").GetGuid();
        await qdrant.HoldsAsync([cat, printer], Stop);

        Assert.Equal(cat, (await house.GetAsync("/memory/search?q=feline")).Json[0].GetProperty("id").GetGuid());
        qdrant.Dead = true;
        Assert.Equal(cat, (await house.GetAsync("/memory/search?q=feline")).Json[0].GetProperty("id").GetGuid());
        Assert.Contains("Nothing was forgotten", (await house.SendAsync(new HttpRequestMessage(HttpMethod.Delete, $"/memory/{cat}"))).Detail, StringComparison.Ordinal);
        qdrant.Dead = false;
        Assert.Equal(HttpStatusCode.OK, (await house.SendAsync(new HttpRequestMessage(HttpMethod.Delete, $"/memory/{cat}"))).Status);
        Assert.False(qdrant.Holds(cat));
        Assert.True(qdrant.Holds(printer));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_qdrant_that_is_away_is_passed_over_said_so_and_asked_again_when_it_is_back(bool silent)
    {
        await using var qdrant = await FakeQdrant.StartAsync();
        await using var house = new DoorHouse(null, $"--Memory:Embeddings:Url={qdrant.Url}/v1", "--Memory:Embeddings:Model=fake", $"--Memory:Qdrant:Url={qdrant.Url}");
        await house.InitializeAsync();
        var cat = (await house.PostAsync("/memory", """{"content":"Old whiskers sleeps on the router"}""")).Json.GetProperty("id").GetGuid();
        await qdrant.HoldsAsync([cat], Stop);
        Assert.Equal(cat, (await house.GetAsync("/memory/search?q=feline")).Json[0].GetProperty("id").GetGuid());
        var asked = qdrant.Queries;
        Assert.InRange(asked, 1, int.MaxValue);

        (qdrant.Silent, qdrant.Dead) = (silent, !silent);
        // The first waits a moment for it, and the next do not.
        for (var search = 0; search < 3; search++)
            Assert.Equal(cat, (await house.GetAsync("/memory/search?q=feline")).Json[0].GetProperty("id").GetGuid());
        var source = house.Services.GetServices<IStatusSource>().OfType<MemoryStatus>().Single();
        var status = await source.ReadAsync(Stop);
        Assert.Contains("Qdrant", status.Text, StringComparison.Ordinal);
        Assert.NotEmpty(status.Concerns);
        Assert.Equal(asked, qdrant.Queries);

        (qdrant.Silent, qdrant.Dead) = (false, false);
        var since = TimeProvider.System.GetTimestamp();
        while ((await source.ReadAsync(Stop)).Concerns.Count > 0 || qdrant.Queries == asked)
        {
            Assert.True(TimeProvider.System.GetElapsedTime(since) < TimeSpan.FromSeconds(40));
            Assert.Equal(cat, (await house.GetAsync("/memory/search?q=feline")).Json[0].GetProperty("id").GetGuid());
            await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System, Stop);
        }
    }

    private static ReadOnlyMemory<float> Vector(Random random, int dimensions = 16) =>
        Enumerable.Range(0, dimensions).Select(_ => (float)(random.NextDouble() - 0.5)).ToArray();
}
