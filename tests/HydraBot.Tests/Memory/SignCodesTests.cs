using System.Numerics.Tensors;
using HydraBot.Memory;
using HydraBot.Memory.Vectors;
using Xunit;

namespace HydraBot.Tests.Memory;

/// <summary>So many vectors that not all are compared in full.</summary>
public class SignCodesTests
{
    private const int Many = 12_000;
    private const int Wanted = 10;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <param name="dimensions">Also such as fill no whole word.</param>
    /// <param name="common">What all vectors share, as those of some models do.</param>
    [Theory]
    [InlineData(384, 0)]
    [InlineData(384, 3)]
    [InlineData(100, 0)]
    [InlineData(100, 0.5f)]
    [InlineData(1024, 1)]
    public async Task Signs_and_a_second_look_find_what_a_full_comparison_finds(int dimensions, float common)
    {
        using var index = new VectorIndex();
        var random = new Random(5);
        var points = Points(random, dimensions, common);
        await index.UpsertAsync(points, Stop);
        var hits = 0;
        for (var query = 0; query < 50; query++)
        {
            var wanted = Vector(random, dimensions, common);
            var exact = Nearest(points, wanted);
            hits += (await index.SearchAsync(wanted, VectorFilter.None, Wanted, Stop)).Count(one => exact.Contains(one.Id));
        }

        Assert.InRange(hits / (50.0 * Wanted), 0.99, 1);
    }

    [Fact]
    public async Task What_is_removed_changed_or_filtered_out_is_not_found_by_what_it_was()
    {
        using var index = new VectorIndex();
        var random = new Random(8);
        var points = Points(random, 64, 0);
        await index.UpsertAsync(points, Stop);
        await index.RemoveAsync([points[42].Id], Stop);
        await index.UpsertAsync([points[43] with { Vector = points[44].Vector }, points[45] with { Tier = MemoryTier.Semantic }], Stop);

        Assert.DoesNotContain(points[42].Id, (await index.SearchAsync(points[42].Vector, VectorFilter.None, Many, Stop)).Select(one => one.Id));
        Assert.Equal(new[] { points[43].Id, points[44].Id }.ToHashSet(), (await index.SearchAsync(points[44].Vector, VectorFilter.None, 2, Stop)).Select(one => one.Id).ToHashSet());
        Assert.NotEqual(points[43].Id, (await index.SearchAsync(points[43].Vector, VectorFilter.None, 1, Stop))[0].Id);
        var semantic = VectorFilter.None with { Tiers = [MemoryTier.Semantic] };
        Assert.Equal([points[45].Id], (await index.SearchAsync(points[0].Vector, semantic, Wanted, Stop)).Select(one => one.Id));
        await index.UpsertAsync([points[42]], Stop);
        Assert.Equal(points[42].Id, (await index.SearchAsync(points[42].Vector, VectorFilter.None, 1, Stop))[0].Id);
    }

    [Theory]
    [InlineData(64)]
    [InlineData(128)]
    [InlineData(384)]
    [InlineData(1536)]
    public void Turning_keeps_lengths_and_angles_and_spreads_what_stands_in_one_number(int length)
    {
        var rotation = new SpreadRotation(length);
        var random = new Random(length);
        var (one, other) = (Vector(random, length, 0).ToArray(), Vector(random, length, 0).ToArray());
        var (norm, dot) = (TensorPrimitives.Norm<float>(one), TensorPrimitives.Dot<float>(one, other));
        rotation.Turn(one);
        rotation.Turn(other);
        Assert.Equal(norm, TensorPrimitives.Norm<float>(one), 1e-3 * norm);
        Assert.Equal(dot, TensorPrimitives.Dot<float>(one, other), 1e-3 * norm * norm);

        var single = new float[length];
        single[length / 2] = 1;
        rotation.Turn(single);
        // Evenly spread, each would be one by the root of how many there are.
        Assert.InRange(TensorPrimitives.MaxMagnitude<float>(single), -8 / MathF.Sqrt(length), 8 / MathF.Sqrt(length));
    }

    private static VectorPoint[] Points(Random random, int dimensions, float common) =>
        [.. Enumerable.Range(0, Many).Select(_ => new VectorPoint(Guid.CreateVersion7(), Vector(random, dimensions, common), MemoryTier.Episodic, "a", [], 0))];

    private static HashSet<Guid> Nearest(VectorPoint[] points, ReadOnlyMemory<float> wanted) =>
        [.. points.OrderByDescending(point => TensorPrimitives.CosineSimilarity(wanted.Span, point.Vector.Span)).Take(Wanted).Select(point => point.Id)];

    private static ReadOnlyMemory<float> Vector(Random random, int dimensions, float common) =>
        (float[])[.. Enumerable.Range(0, dimensions).Select(at => (float)(Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble())) + (at % 7 == 0 ? common : 0))];
}
