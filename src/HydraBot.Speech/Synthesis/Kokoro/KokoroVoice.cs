using System.Globalization;
using System.IO.Compression;
using System.Numerics.Tensors;
using System.Text.RegularExpressions;

namespace HydraBot.Speech.Synthesis.Kokoro;

/// <summary>A voice: a row of 256 numbers for every length of a sentence, counted in sounds. A blend is the mean of its voices by their shares.</summary>
internal sealed partial class KokoroVoice
{
    public const int Width = 256;

    private readonly float[] _rows;

    private KokoroVoice(float[] rows) => _rows = rows;

    /// <summary>How it is written: names, each with a share where it has one.</summary>
    public static bool IsName(string voice) => Names().IsMatch(voice);

    /// <summary>The names in a blend.</summary>
    public static IEnumerable<string> NamesIn(string voice) => Parts(voice).Select(part => part.Name);

    /// <exception cref="SpeechException">A voice is missing, or its file is no voice.</exception>
    public static KokoroVoice Load(string folder, string voice)
    {
        float[]? sum = null;
        var parts = Parts(voice).ToList();
        foreach (var (name, share) in parts)
        {
            var rows = Read(KokoroFiles.Voice(folder, name), name);
            if (sum is not null && sum.Length != rows.Length)
                throw new SpeechException($"The voices of '{voice}' are of different lengths ({sum.Length / Width} and {rows.Length / Width} rows).");
            TensorPrimitives.Multiply(rows, share / parts.Sum(part => part.Share), rows);
            if (sum is null)
                sum = rows;
            else
                TensorPrimitives.Add(sum, rows, sum);
        }
        return sum is null ? throw new SpeechException($"'{voice}' names no voice.") : new KokoroVoice(sum);
    }

    /// <summary>The row for a sentence of so many sounds; the last one for what is longer.</summary>
    public float[] Style(int sounds)
    {
        var row = Math.Clamp(sounds, 0, _rows.Length / Width - 1);
        return _rows[(row * Width)..((row + 1) * Width)];
    }

    private static IEnumerable<(string Name, float Share)> Parts(string voice) => voice.Split('+', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
        .Select(part => Part().Match(part))
        .Select(match => (match.Groups[1].Value, match.Groups[2].Success ? float.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture) : 1f));

    private static float[] Read(string file, string voice)
    {
        var bytes = File.ReadAllBytes(file);
        // kokoro-onnx calls a NumPy archive of all voices voices-v1.0.bin.
        var rows = bytes.AsSpan().StartsWith("PK"u8) ? OfArchive(bytes, file, voice)
            : Path.GetExtension(file) == ".npy" ? NumpyArray.Read(bytes, file)
            : bytes.Length % (4 * Width) == 0 ? NumpyArray.Floats(bytes, 4) : [];
        return rows.Length > 0 && rows.Length % Width == 0 && TensorPrimitives.IsFiniteAll<float>(rows)
            ? rows
            : throw new SpeechException($"{file} is no Kokoro voice: rows of {Width} floats of 32 bits were expected (522,240 bytes for 510 rows); it has {bytes.Length:N0} bytes.");
    }

    private static float[] OfArchive(byte[] bytes, string file, string voice)
    {
        try
        {
            using var archive = new ZipArchive(new MemoryStream(bytes));
            var entry = archive.GetEntry($"{voice}.npy") ?? throw new SpeechException(
                $"{file} has no voice {voice}; it has {string.Join(", ", archive.Entries.Select(known => Path.GetFileNameWithoutExtension(known.Name)).Order(StringComparer.Ordinal))}.");
            using var stream = entry.Open();
            using var array = new MemoryStream();
            stream.CopyTo(array);
            return NumpyArray.Read(array.ToArray(), $"{voice}.npy in {file}");
        }
        catch (InvalidDataException exception)
        {
            throw new SpeechException($"{file} is a broken archive: {exception.Message}", exception);
        }
    }

    [GeneratedRegex(@"^([a-z]\w*)(?:\((\d+(?:\.\d+)?)\))?$")]
    private static partial Regex Part();

    [GeneratedRegex(@"^[a-z]\w*(\(0*[1-9]\d*(\.\d+)?\)|\(0\.\d*[1-9]\d*\))?( ?\+ ?[a-z]\w*(\(0*[1-9]\d*(\.\d+)?\)|\(0\.\d*[1-9]\d*\))?)*$")]
    private static partial Regex Names();
}
