using System.IO.Compression;
using System.Text;
using HydraBot.Speech.Synthesis.Kokoro;
using HydraBot.Tests.Speech.Models;

namespace HydraBot.Tests.Speech.Kokoro;

/// <summary>
/// A Kokoro export in a folder of its own. Its sound has 600 samples a token, each of them the token's number by 1,024 times the speed, and the style's first number more. The program
/// for the sounds of words gives back what it is given, whose letters are all sounds that Kokoro knows.
/// </summary>
internal sealed class ToyKokoro : IDisposable
{
    public const int SamplesPerToken = 600;
    public const int Rows = 510;

    public ToyKokoro()
    {
        Folder = Directory.CreateTempSubdirectory("hydra-kokoro-").FullName;
        Directory.CreateDirectory(Path.Combine(Folder, "voices"));
        Espeak = Path.Combine(Folder, "espeak");
        File.WriteAllText(Espeak, "#!/bin/sh\nexec cat\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(Espeak, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    public string Folder { get; }

    public string Espeak { get; }

    public KokoroOptions Options => new(Folder) { Threads = 1, Espeak = Espeak };

    /// <summary>The export for transformers.js: <c>input_ids</c> and <c>waveform</c>.</summary>
    public ToyKokoro WriteCommunity()
    {
        Model("input_ids", "waveform", OnnxGraph.Float, batch: true).Save(Path.Combine(Folder, "onnx", "model.onnx"));
        return this;
    }

    /// <summary>The export of kokoro-onnx: <c>tokens</c> and <c>audio</c>.</summary>
    public ToyKokoro WriteFirst(int speed = OnnxGraph.Float)
    {
        Model("tokens", "audio", speed, batch: false).Save(Path.Combine(Folder, "kokoro-v1.0.onnx"));
        return this;
    }

    /// <summary>A voice whose row says its number by 2,048, and <paramref name="more"/>.</summary>
    public ToyKokoro WriteVoice(string name, float more = 0)
    {
        File.WriteAllBytes(Path.Combine(Folder, "voices", $"{name}.bin"), Bytes(Voice(more)));
        return this;
    }

    /// <summary>All voices in one NumPy archive, as kokoro-onnx has them.</summary>
    public ToyKokoro WriteArchive(params ReadOnlySpan<(string Name, float More)> voices)
    {
        using var archive = new ZipArchive(File.Create(Path.Combine(Folder, "voices-v1.0.bin")), ZipArchiveMode.Create);
        foreach (var (name, more) in voices)
        {
            using var entry = archive.CreateEntry($"{name}.npy").Open();
            entry.Write(Numpy(Voice(more), "<f4", $"({Rows}, 1, 256)"));
        }
        return this;
    }

    public static byte[] Numpy(float[] numbers, string type, string shape)
    {
        var header = $"{{'descr': '{type}', 'fortran_order': False, 'shape': {shape}, }}".PadRight(117) + "\n";
        return [0x93, .. "NUMPY"u8, 1, 0, (byte)header.Length, 0, .. Encoding.Latin1.GetBytes(header), .. Bytes(numbers)];
    }

    public static float[] Voice(float more) => [.. Enumerable.Range(0, Rows).SelectMany(row => Enumerable.Repeat((row / 2048f) + more, 256))];

    public static byte[] Bytes(float[] numbers) => [.. numbers.SelectMany(BitConverter.GetBytes)];

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private static OnnxGraph Model(string tokensName, string soundName, int speedType, bool batch)
    {
        var graph = new OnnxGraph();
        var tokens = graph.Input(tokensName, OnnxGraph.Int64, 1, -1);
        var style = graph.Input("style", OnnxGraph.Float, 1, 256);
        var speed = graph.Input("speed", speedType, 1);
        var levels = graph.Add("Div", graph.Add("Cast", [("to", OnnxGraph.Float)], tokens), graph.Floats([1024], 1));
        var paced = graph.Add("Mul", levels, graph.Add("Cast", [("to", OnnxGraph.Float)], speed));
        var first = graph.Add("Slice", style, graph.Longs(0), graph.Longs(1), graph.Longs(1));
        var each = graph.Add("Reshape", graph.Add("Add", paced, first), graph.Longs(-1, 1));
        var sound = graph.Add("Mul", each, graph.Floats([.. Enumerable.Repeat(1f, SamplesPerToken)], 1, SamplesPerToken));
        if (batch)
            graph.Output(soundName, graph.Add("Reshape", sound, graph.Longs(1, -1)), OnnxGraph.Float, 1, -1);
        else
            graph.Output(soundName, graph.Add("Reshape", sound, graph.Longs(-1)), OnnxGraph.Float, -1);
        return graph;
    }
}
