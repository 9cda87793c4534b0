using System.Diagnostics;
using System.Globalization;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using HydraBot.Memory;
using HydraBot.Memory.Vectors;
using Microsoft.Data.Sqlite;

namespace HydraBot.Benchmarks.Memory;

/// <summary>The ten nearest of many vectors: our index beside sqlite-vec, in turns and in one run, and both beside an exact scan.</summary>
internal static class VectorRun
{
    private const int Dimensions = 384;
    private const int Clusters = 500;
    private const int Warm = 3;
    private const int Queries = 40;
    private const int Wanted = 10;

    public static async Task RunAsync(TextWriter output, int count)
    {
        var extension = Path.Combine(AppContext.BaseDirectory, "Memory/peer/node_modules/sqlite-vec-linux-x64/vec0.so");
        if (!File.Exists(extension))
        {
            await output.WriteLineAsync("sqlite-vec is not there: npm ci --prefix tests/HydraBot.Benchmarks/Memory/peer, then build again");
            return;
        }

        // Around centres, as texts lie around what they are about; and evenly strewn, which is the hardest: no neighbour is much nearer than others.
        await CompareAsync(output, count, extension, Clusters);
        await CompareAsync(output, count, extension, clusters: 0);
    }

    private static async Task CompareAsync(TextWriter output, int count, string extension, int clusters)
    {
        var random = new Random(17);
        float[]?[] centres = clusters == 0 ? [null] : [.. Enumerable.Range(0, clusters).Select(_ => Unit(random, null))];
        var vectors = Enumerable.Range(0, count).Select(_ => Unit(random, centres[random.Next(centres.Length)])).ToArray();
        using var index = new VectorIndex();
        await index.UpsertAsync([.. vectors.Select((vector, place) => new VectorPoint(new Guid(place, 0, 0, new byte[8]), vector, MemoryTier.Episodic, "a", [], 0))], CancellationToken.None);
        await using var sqlite = Open(extension, vectors);

        var (ours, theirs, oursHit, theirsHit) = (new Percentiles("HydraBot"), new Percentiles("sqlite-vec"), 0, 0);
        for (var query = 0; query < Warm + Queries; query++)
        {
            var wanted = Unit(random, centres[random.Next(centres.Length)]);
            var exact = Exact(vectors, wanted);
            var began = Stopwatch.GetTimestamp();
            var found = await index.SearchAsync(wanted, VectorFilter.None, Wanted, CancellationToken.None);
            var mine = Stopwatch.GetElapsedTime(began);
            began = Stopwatch.GetTimestamp();
            var other = Search(sqlite, wanted);
            var its = Stopwatch.GetElapsedTime(began);
            if (query < Warm)
                continue;
            ours.Add(mine);
            theirs.Add(its);
            oursHit += found.Count(one => exact.Contains(BitConverter.ToInt32(one.Id.ToByteArray())));
            theirsHit += other.Count(exact.Contains);
        }

        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{count} vectors of {Dimensions} numbers, {(clusters == 0 ? "evenly strewn" : $"around {clusters} centres")}, {Queries} queries in turns, the {Wanted} nearest"));
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{ours}  recall@{Wanted} {oursHit / (double)(Queries * Wanted):0.000}"));
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{theirs}  recall@{Wanted} {theirsHit / (double)(Queries * Wanted):0.000}"));
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{theirs.At(0.5) / ours.At(0.5):0.0} times as fast at the median"));
    }

    private static SqliteConnection Open(string extension, float[][] vectors)
    {
        var sqlite = new SqliteConnection("Data Source=:memory:");
        sqlite.Open();
        sqlite.LoadExtension(extension);
        using var transaction = sqlite.BeginTransaction();
        using var make = sqlite.CreateCommand();
        make.Transaction = transaction;
        make.CommandText = $"CREATE VIRTUAL TABLE v USING vec0(embedding float[{Dimensions}])";
        make.ExecuteNonQuery();
        make.CommandText = "INSERT INTO v (rowid, embedding) VALUES (@id, @vector)";
        var (id, vector) = (make.Parameters.Add("@id", SqliteType.Integer), make.Parameters.Add("@vector", SqliteType.Blob));
        foreach (var (place, numbers) in vectors.Index())
        {
            (id.Value, vector.Value) = ((long)place, MemoryMarshal.AsBytes(numbers.AsSpan()).ToArray());
            make.ExecuteNonQuery();
        }

        transaction.Commit();
        return sqlite;
    }

    private static List<int> Search(SqliteConnection sqlite, float[] wanted)
    {
        using var command = sqlite.CreateCommand();
        command.CommandText = $"SELECT rowid FROM v WHERE embedding MATCH @query AND k = {Wanted} ORDER BY distance";
        command.Parameters.AddWithValue("@query", MemoryMarshal.AsBytes(wanted.AsSpan()).ToArray());
        using var reader = command.ExecuteReader();
        var found = new List<int>();
        while (reader.Read())
            found.Add(reader.GetInt32(0));
        return found;
    }

    private static HashSet<int> Exact(float[][] vectors, float[] wanted) =>
        [.. vectors.Select((vector, place) => (Similarity: TensorPrimitives.Dot<float>(vector, wanted), place)).OrderByDescending(pair => pair.Similarity).Take(Wanted).Select(pair => pair.place)];

    private static float[] Unit(Random random, float[]? around)
    {
        var vector = new float[Dimensions];
        for (var at = 0; at < Dimensions; at++)
        {
            var bell = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
            vector[at] = (float)bell * (around is null ? 1 : 0.05f) + (around?[at] ?? 0);
        }

        TensorPrimitives.Divide(vector, TensorPrimitives.Norm<float>(vector), vector);
        return vector;
    }
}
