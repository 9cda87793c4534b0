using System.Runtime.InteropServices;

namespace HydraBot.Testing.Models;

/// <summary>A folder with a sentence-transformers export of one layer: each token has three numbers, and the hidden state is those.</summary>
public sealed class SmallModel : IDisposable
{
    /// <summary>The numbers of token 0, 1, 2, ...: padding would spoil every mean, if it counted.</summary>
    private static readonly float[][] Numbers = [[100, 100, 100], [0, 0, 0], [0, 0, 1], [0, 0, 0], [3, 0, 3], [0, 5, 0], [7, 0, 0], [9, 9, 9]];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("hydrabot-model-");

    private SmallModel()
    {
    }

    /// <summary>The folder.</summary>
    public string Path => _folder.FullName;

    /// <summary>Token 4 is "cat", 5 "dog", 6 "##s".</summary>
    public static SmallModel WithVocabulary(string output = "last_hidden_state", bool types = false)
    {
        var model = new SmallModel();
        File.WriteAllText(System.IO.Path.Combine(model.Path, "vocab.txt"), "[PAD]\n[UNK]\n[CLS]\n[SEP]\ncat\ndog\n##s\n[MASK]\n");
        File.WriteAllBytes(System.IO.Path.Combine(model.Path, "model.onnx"), Onnx(output, types));
        return model;
    }

    /// <summary>The same without one of its files.</summary>
    public SmallModel Without(string name)
    {
        File.Delete(System.IO.Path.Combine(Path, name));
        return this;
    }

    /// <summary>The same with a file, or another in its place.</summary>
    public SmallModel With(string name, string text)
    {
        var file = System.IO.Path.Combine(Path, name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
        return this;
    }

    /// <summary>The same with a file, or another in its place.</summary>
    public SmallModel With(string name, byte[] bytes)
    {
        File.WriteAllBytes(System.IO.Path.Combine(Path, name), bytes);
        return this;
    }

    /// <inheritdoc />
    public void Dispose() => _folder.Delete(recursive: true);

    /// <summary>onnx.proto of opset 13: one Gather from a table of numbers.</summary>
    private static byte[] Onnx(string output, bool types)
    {
        var table = new ProtobufMessage().Add(1, (long)Numbers.Length).Add(1, 3L).Add(2, 1L).Add(8, "table").Add(9, MemoryMarshal.AsBytes(Numbers.SelectMany(row => row).ToArray().AsSpan()).ToArray());
        var graph = new ProtobufMessage()
            .Add(1, new ProtobufMessage().Add(1, "table").Add(1, "input_ids").Add(2, output).Add(4, "Gather"))
            .Add(2, "small").Add(5, table);
        foreach (var input in (string[])["input_ids", "attention_mask", .. types ? ["token_type_ids"] : Array.Empty<string>()])
            graph.Add(11, Value(input, 7, "batch", "sequence"));
        graph.Add(12, Value(output, 1, "batch", "sequence", "three"));
        return new ProtobufMessage().Add(1, 8L).Add(7, graph).Add(8, new ProtobufMessage().Add(1, "").Add(2, 13L)).ToArray();
    }

    private static ProtobufMessage Value(string name, long type, params string[] dimensions)
    {
        var shape = new ProtobufMessage();
        foreach (var dimension in dimensions)
            shape.Add(1, new ProtobufMessage().Add(2, dimension));
        return new ProtobufMessage().Add(1, name).Add(2, new ProtobufMessage().Add(1, new ProtobufMessage().Add(1, type).Add(2, shape)));
    }
}
