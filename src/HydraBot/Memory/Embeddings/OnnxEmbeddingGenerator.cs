using System.Numerics.Tensors;
using HydraBot.Speech;
using HydraBot.Speech.Onnx;
using Microsoft.Extensions.AI;
using Microsoft.ML.OnnxRuntime;

namespace HydraBot.Memory.Embeddings;

/// <summary>
/// Embeds texts with a sentence-transformers export on the processor: inputs <c>input_ids</c>, <c>attention_mask</c> and where wanted
/// <c>token_type_ids</c>, output <c>sentence_embedding</c> or, to be pooled, <c>last_hidden_state</c>. Vectors have the length one.
/// </summary>
internal sealed class OnnxEmbeddingGenerator : IEmbeddingGenerator<string, Embedding<float>>
{
    private const int AtOnce = 16;
    private const int UsualTokens = 512;

    private readonly InferenceSession _session;
    private readonly ModelTokenizer _tokenizer;
    private readonly Pooling _pooling;
    private readonly string _output;
    private readonly int _most;

    private OnnxEmbeddingGenerator(InferenceSession session, ModelTokenizer tokenizer, Pooling pooling, string output, int most) =>
        (_session, _tokenizer, _pooling, _output, _most) = (session, tokenizer, pooling, output, most);

    /// <exception cref="EmbeddingException">The files are no such model.</exception>
    public static OnnxEmbeddingGenerator Open(OnnxModelFiles files, EmbeddingSource source)
    {
        var tokenizer = ModelTokenizer.Open(files);
        var pooling = source.Pooling != Pooling.Auto ? source.Pooling : files.Pooling ?? Pooling.Mean;
        var session = Load(files.Model);
        try
        {
            if (session.InputMetadata.Keys.FirstOrDefault(name => name is not ("input_ids" or "attention_mask" or "token_type_ids")) is { } strange || !session.InputMetadata.ContainsKey("input_ids"))
                throw new EmbeddingException($"{files.Model} takes {string.Join(", ", session.InputMetadata.Keys)}; known are input_ids, attention_mask and token_type_ids.");
            var output = ((string[])["sentence_embedding", "last_hidden_state"]).FirstOrDefault(session.OutputMetadata.ContainsKey)
                ?? throw new EmbeddingException($"{files.Model} gives {string.Join(", ", session.OutputMetadata.Keys)}; known are sentence_embedding and last_hidden_state.");
            if (session.OutputMetadata[output].ElementType != typeof(float))
                throw new EmbeddingException($"{files.Model} gives {output} as {session.OutputMetadata[output].ElementType.Name}; known is float of 32 bits.");
            return new OnnxEmbeddingGenerator(session, tokenizer, pooling, output, source.MaxTokens ?? files.MostTokens ?? UsualTokens);
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    public async Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        var made = new GeneratedEmbeddings<Embedding<float>>();
        foreach (var some in values.Chunk(AtOnce))
            made.AddRange((await Task.Run(() => Run(some), cancellationToken)).Select(vector => new Embedding<float>(vector)));
        return made;
    }

    public object? GetService(Type serviceType, object? serviceKey = null) => serviceKey is null && serviceType?.IsInstanceOfType(this) == true ? this : null;

    public void Dispose() => _session.Dispose();

    /// <summary>Beside the rest of the house: half of the processors.</summary>
    private static InferenceSession Load(string file)
    {
        try
        {
            return OnnxModels.Open(file, Math.Max(1, Environment.ProcessorCount / 2));
        }
        catch (SpeechException exception)
        {
            throw new EmbeddingException(exception.Message, exception);
        }
    }

    private float[][] Run(string[] texts)
    {
        var tokens = texts.Select(text => _tokenizer.Encode(text, _most)).ToArray();
        var length = tokens.Max(one => one.Length);
        var (ids, mask) = (new long[tokens.Length * length], new long[tokens.Length * length]);
        foreach (var (row, one) in tokens.Index())
        {
            for (var at = 0; at < length; at++)
                (ids[(row * length) + at], mask[(row * length) + at]) = at < one.Length ? (one[at], 1) : (_tokenizer.Pad, 0);
        }

        long[] shape = [tokens.Length, length];
        var inputs = new Dictionary<string, OrtValue>(StringComparer.Ordinal);
        try
        {
            foreach (var name in _session.InputMetadata.Keys)
                inputs[name] = Value(name, name == "input_ids" ? ids : name == "attention_mask" ? mask : new long[ids.Length], shape);
            using var options = new RunOptions();
            using var results = _session.Run(options, inputs, [_output]);
            return Pool(results[0], tokens, length);
        }
        catch (OnnxRuntimeException exception)
        {
            throw new EmbeddingException($"The embedding model could not be run: {exception.Message}", exception);
        }
        finally
        {
            foreach (var input in inputs.Values)
                input.Dispose();
        }
    }

    private OrtValue Value(string name, long[] values, long[] shape) => _session.InputMetadata[name].ElementType == typeof(int)
        ? OrtValue.CreateTensorValueFromMemory(Array.ConvertAll(values, value => (int)value), shape)
        : OrtValue.CreateTensorValueFromMemory(values, shape);

    private float[][] Pool(OrtValue result, int[][] tokens, int length)
    {
        var shape = result.GetTensorTypeAndShape().Shape;
        var numbers = result.GetTensorDataAsSpan<float>();
        var size = (int)shape[^1];
        if (shape.Length is not (2 or 3) || shape[0] != tokens.Length || (shape.Length == 3 && shape[1] != length))
            throw new EmbeddingException($"The embedding model gives {_output} as [{string.Join(", ", shape)}] for {tokens.Length} texts of {length} tokens.");
        var vectors = new float[tokens.Length][];
        for (var row = 0; row < tokens.Length; row++)
        {
            var vector = vectors[row] = new float[size];
            if (shape.Length == 2)
                numbers.Slice(row * size, size).CopyTo(vector);
            else if (_pooling == Pooling.Cls)
                numbers.Slice(row * length * size, size).CopyTo(vector);
            else
            {
                for (var at = 0; at < tokens[row].Length; at++)
                    TensorPrimitives.Add(vector, numbers.Slice(((row * length) + at) * size, size), vector);
            }

            // The direction is all that counts: a mean and a sum have the same.
            if (TensorPrimitives.Norm<float>(vector) is > 0 and var norm)
                TensorPrimitives.Divide(vector, norm, vector);
        }

        return vectors;
    }
}
