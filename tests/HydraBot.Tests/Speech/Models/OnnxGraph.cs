using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;

namespace HydraBot.Tests.Speech.Models;

/// <summary>
/// Writes small models: nodes are added in their order, each gives the name of its result. A size of -1 is one that the caller chooses. https://github.com/onnx/onnx/blob/main/onnx/onnx.proto
/// </summary>
internal sealed class OnnxGraph
{
    public const int Float = 1;
    public const int Int32 = 6;
    public const int Int64 = 7;
    public const int Bool = 9;

    private const int Graph = 5;

    private readonly List<Protobuf> _nodes = [];
    private readonly List<Protobuf> _constants = [];
    private readonly List<Protobuf> _inputs = [];
    private readonly List<Protobuf> _outputs = [];
    private static int _names;

    public string Input(string name, int type, params ReadOnlySpan<long> shape)
    {
        _inputs.Add(Value(name, type, shape));
        return name;
    }

    public void Output(string name, string from, int type, params ReadOnlySpan<long> shape)
    {
        if (name != from)
            _nodes.Add(Node("Identity", [from], [name], []));
        _outputs.Add(Value(name, type, shape));
    }

    public string Floats(float[] values, params ReadOnlySpan<long> shape) => Constant(Float, MemoryMarshal.AsBytes<float>(values), shape);

    public string Longs(params ReadOnlySpan<long> values) => Constant(Int64, MemoryMarshal.AsBytes(values), [values.Length]);

    public string Long(long value) => Constant(Int64, MemoryMarshal.AsBytes<long>([value]), []);

    /// <summary>A node with one result.</summary>
    public string Add(string kind, params ReadOnlySpan<string> inputs) => Add(kind, [], inputs);

    /// <summary>A node with one result, and attributes that are whole numbers.</summary>
    public string Add(string kind, (string Name, long Value)[] attributes, params ReadOnlySpan<string> inputs)
    {
        var output = Fresh(kind);
        _nodes.Add(Node(kind, [.. inputs], [output], attributes.Select(attribute => new Protobuf().Text(1, attribute.Name).Number(3, attribute.Value).Number(20, 2))));
        return output;
    }

    /// <summary>One of two graphs, by a condition; both give as many results, and see the names of this one.</summary>
    public string[] If(string condition, OnnxGraph yes, OnnxGraph no)
    {
        string[] outputs = [.. yes._outputs.Select(_ => Fresh("If"))];
        _nodes.Add(Node("If", [condition], outputs, [Branch("then_branch", yes), Branch("else_branch", no)]));
        return outputs;
    }

    /// <summary>Writes the model to a file, after having looked whether it can be loaded.</summary>
    public void Save(string file)
    {
        var model = new Protobuf().Number(1, 8).Message(8, new Protobuf().Text(1, "").Number(2, 17)).Message(7, ToMessage("test")).ToArray();
        new InferenceSession(model).Dispose();
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllBytes(file, model);
    }

    private Protobuf ToMessage(string name) => new Protobuf().Messages(1, _nodes).Text(2, name).Messages(5, _constants).Messages(11, _inputs).Messages(12, _outputs);

    private string Constant(int type, ReadOnlySpan<byte> bytes, ReadOnlySpan<long> shape)
    {
        var name = Fresh("Constant");
        var tensor = new Protobuf();
        foreach (var size in shape)
            tensor.Number(1, size);
        _constants.Add(tensor.Number(2, type).Text(8, name).Bytes(9, bytes));
        return name;
    }

    private static string Fresh(string kind) => $"{kind}_{Interlocked.Increment(ref _names)}";

    private static Protobuf Branch(string name, OnnxGraph graph) => new Protobuf().Text(1, name).Message(6, graph.ToMessage(name)).Number(20, Graph);

    private static Protobuf Node(string kind, string[] inputs, string[] outputs, IEnumerable<Protobuf> attributes)
    {
        var node = new Protobuf();
        foreach (var input in inputs)
            node.Text(1, input);
        foreach (var output in outputs)
            node.Text(2, output);
        return node.Text(4, kind).Messages(5, attributes);
    }

    private static Protobuf Value(string name, int type, ReadOnlySpan<long> shape)
    {
        var sizes = new Protobuf();
        foreach (var size in shape)
            sizes.Message(1, size < 0 ? new Protobuf().Text(2, Fresh("size")) : new Protobuf().Number(1, size));
        return new Protobuf().Text(1, name).Message(2, new Protobuf().Message(1, new Protobuf().Number(1, type).Message(2, sizes)));
    }
}
