using System.IO.Compression;
using System.Numerics.Tensors;
using System.Text;

namespace HydraBot.Memory.Embeddings;

/// <summary>Vectors of common English words, the most common first: what a word means is near to what it stands beside.</summary>
/// <remarks>
/// The asset is made of GloVe vectors (public domain, PDDL 1.0) by <c>memory make-vectors</c> of the benchmarks; assets/word-vectors.md tells
/// of it. The directions that all words share are taken out (Mu and Viswanath, "All-but-the-top", 2018), and each number is one byte.
/// </remarks>
internal sealed class WordVectors
{
    private const string Resource = "HydraBot.word-vectors.bin";
    private static readonly byte[] Magic = "HYWV1\n"u8.ToArray();

    private readonly Lazy<Table> _table;

    private WordVectors(Func<Table> read) => _table = new Lazy<Table>(read);

    /// <summary>None: everything is out of vocabulary, and the arms that need meaning stay silent.</summary>
    public static WordVectors None { get; } = new(static () => new Table([], 1, []));

    /// <summary>By frequency, the most common first.</summary>
    public IReadOnlyList<string> Words => _table.Value.Words;

    public int Dimensions => _table.Value.Dimensions;

    /// <summary>Whether anybody needed them yet.</summary>
    public bool IsRead => _table.IsValueCreated;

    /// <summary>Those that come with the program, read when the first of them is asked for; none where it was built without them.</summary>
    public static WordVectors Built() => new(static () =>
    {
        using var stream = typeof(WordVectors).Assembly.GetManifestResourceStream(Resource);
        return stream is null ? None._table.Value : ReadTable(stream);
    });

    /// <summary>Reads the format of <see cref="Write"/>.</summary>
    /// <exception cref="InvalidDataException">It is another format.</exception>
    public static WordVectors Read(Stream compressed)
    {
        var table = ReadTable(compressed);
        return new WordVectors(() => table);
    }

    private static Table ReadTable(Stream compressed)
    {
        using var stream = new BrotliStream(compressed, CompressionMode.Decompress);
        using var reader = new BinaryReader(stream, Encoding.UTF8);
        if (!reader.ReadBytes(Magic.Length).AsSpan().SequenceEqual(Magic))
            throw new InvalidDataException("These are no word vectors.");
        var dimensions = reader.ReadInt32();
        var words = Encoding.UTF8.GetString(reader.ReadBytes(reader.ReadInt32())).Split('\n');
        var numbers = new sbyte[words.Length * dimensions];
        stream.ReadExactly(System.Runtime.InteropServices.MemoryMarshal.AsBytes(numbers.AsSpan()));
        return new Table(words, dimensions, numbers);
    }

    public static void Write(Stream target, IReadOnlyList<string> words, int dimensions, ReadOnlySpan<sbyte> numbers)
    {
        using var stream = new BrotliStream(target, CompressionLevel.SmallestSize, leaveOpen: true);
        using var writer = new BinaryWriter(stream, Encoding.UTF8);
        var text = Encoding.UTF8.GetBytes(string.Join('\n', words));
        writer.Write(Magic);
        writer.Write(dimensions);
        writer.Write(text.Length);
        writer.Write(text);
        writer.Write(System.Runtime.InteropServices.MemoryMarshal.AsBytes(numbers));
    }

    /// <summary>The row of a word; -1 where it is not known. A row is also the word's rank.</summary>
    public int Find(string word) => _table.Value.Rows.GetValueOrDefault(word, -1);

    public ReadOnlySpan<sbyte> Row(int row) => _table.Value.Row(row);

    /// <summary>Adds a row of length one, times a weight.</summary>
    public void Add(int row, float weight, Span<float> sum)
    {
        var table = _table.Value;
        var factor = weight / table.Norms[row];
        var numbers = table.Row(row);
        for (var at = 0; at < sum.Length; at++)
            sum[at] += factor * numbers[at];
    }

    /// <summary>A row in 16 bits, to compare with many.</summary>
    public short[] Wide(int row)
    {
        var wide = new short[Dimensions];
        for (var at = 0; at < wide.Length; at++)
            wide[at] = Row(row)[at];
        return wide;
    }

    /// <summary>The cosine of two words; the numbers are those of <see cref="Wide"/> of the one.</summary>
    public float Similarity(int one, short[] numbers, int other)
    {
        var table = _table.Value;
        return Retrieval.GistArm.Dot(table.Row(other), numbers) / (table.Norms[one] * table.Norms[other]);
    }

    /// <summary>How much a word weighs in the vector of a text: rare words more (Arora et al., "SIF", 2017; frequency by Zipf's law from the rank).</summary>
    public static float Weight(int row) => 1e-3f / (1e-3f + (0.1f / (row + 1)));

    /// <summary>The vector of a text, of length one; all zeros where no word is known.</summary>
    public float[] Embed(IEnumerable<string> words)
    {
        var sum = new float[Dimensions];
        foreach (var word in words)
        {
            if (Find(word) is >= 0 and var row)
                Add(row, Weight(row), sum);
        }

        if (TensorPrimitives.Norm<float>(sum) is > 1e-6f and var norm)
            TensorPrimitives.Divide<float>(sum, norm, sum);
        return sum;
    }

    private sealed class Table
    {
        private readonly sbyte[] _numbers;

        public Table(string[] words, int dimensions, sbyte[] numbers)
        {
            (Words, Dimensions, _numbers) = (words, dimensions, numbers);
            Rows = new Dictionary<string, int>(words.Length, StringComparer.Ordinal);
            Norms = new float[words.Length];
            for (var row = 0; row < words.Length; row++)
            {
                Rows.TryAdd(words[row], row);
                var sum = 0;
                foreach (var number in Row(row))
                    sum += number * number;
                Norms[row] = MathF.Sqrt(Math.Max(1, sum));
            }
        }

        public string[] Words { get; }

        public int Dimensions { get; }

        public Dictionary<string, int> Rows { get; }

        public float[] Norms { get; }

        public ReadOnlySpan<sbyte> Row(int row) => _numbers.AsSpan(row * Dimensions, Dimensions);
    }
}
