using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace HydraBot.Speech.Onnx;

/// <summary>A loaded model that says what it takes and gives, and stops when it is told to. Safe to run from several threads.</summary>
/// <param name="file">Where it came from: every error names it.</param>
/// <param name="kind">What it should be, in words: "Whisper encoder".</param>
/// <param name="threads">How many threads one run may use.</param>
internal sealed class OnnxModel(string file, string kind, int threads) : IDisposable
{
    private readonly InferenceSession _session = OnnxModels.Open(file, threads);

    public string File => file;

    public IReadOnlyCollection<string> Inputs => [.. _session.InputMetadata.Keys];

    public IReadOnlyCollection<string> Outputs => [.. _session.OutputMetadata.Keys];

    /// <summary>The first of these inputs that it has.</summary>
    /// <exception cref="SpeechException">It has none of them: it is another kind of model.</exception>
    public (string Name, NodeMetadata Shape) Input(params ReadOnlySpan<string> names) => Find(_session.InputMetadata, "takes", names);

    /// <summary>The first of these outputs that it has.</summary>
    /// <exception cref="SpeechException">It has none of them: it is another kind of model.</exception>
    public (string Name, NodeMetadata Shape) Output(params ReadOnlySpan<string> names) => Find(_session.OutputMetadata, "gives", names);

    /// <summary>Runs it. The caller disposes of the results.</summary>
    /// <exception cref="SpeechException">It failed; the message names the file.</exception>
    /// <exception cref="OperationCanceledException">It was stopped, between two nodes of its graph at the latest.</exception>
    public IDisposableReadOnlyCollection<OrtValue> Run(
        IReadOnlyCollection<string> names, IReadOnlyCollection<OrtValue> values, IReadOnlyCollection<string> outputs, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using var options = new RunOptions();
        using var stop = cancellationToken.Register(() => options.Terminate = true);
        try
        {
            return _session.Run(options, names, values, outputs);
        }
        catch (OnnxRuntimeException) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellationToken);
        }
        catch (Exception exception) when (exception is OnnxRuntimeException or ArgumentException)
        {
            throw new SpeechException($"The {kind} {file} failed: {exception.Message}", exception);
        }
    }

    /// <summary>The error for a model of another kind: what was expected, and what this one takes and gives.</summary>
    public SpeechException Unfit(string expected) =>
        new($"{file} is no {kind} that fits here: {expected} was expected. It takes {string.Join(", ", _session.InputMetadata.Select(Describe))} and gives {string.Join(", ", _session.OutputMetadata.Select(Describe))}.");

    public void Dispose() => _session.Dispose();

    private (string, NodeMetadata) Find(IReadOnlyDictionary<string, NodeMetadata> known, string does, ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (known.TryGetValue(name, out var shape) && shape.IsTensor)
                return (name, shape);
        }
        throw Unfit($"a model that {does} {string.Join(" or ", names.ToArray())}");
    }

    private static string Describe(KeyValuePair<string, NodeMetadata> node) => node.Value.IsTensor
        ? $"{node.Key} {node.Value.ElementDataType.ToString().ToLowerInvariant()}[{string.Join(',', node.Value.Dimensions.Select(size => size < 0 ? "?" : $"{size}"))}]" : node.Key;
}
