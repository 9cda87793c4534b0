using HydraBot.Speech.Onnx;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace HydraBot.Speech.Recognition.Whisper;

/// <summary>The shape of a merged decoder, as Optimum exports it: what one run takes from the run before, and gives to the next.</summary>
/// <param name="Ids">The type of <c>input_ids</c>.</param>
/// <param name="Pasts">Keys and values: the name of the input, of the output that becomes it, its type and its empty shape. Those of the decoder itself first.</param>
/// <param name="OwnPasts">How many of them are the decoder's own and grow with every token; the rest belong to the encoder and stay as the first run made them.</param>
internal sealed record DecoderLayout(TensorElementType Ids, IReadOnlyList<DecoderLayout.Past> Pasts, int OwnPasts)
{
    public const string Tokens = "input_ids";
    public const string Encoded = "encoder_hidden_states";
    public const string UseCache = "use_cache_branch";
    public const string Logits = "logits";

    private const string PastPrefix = "past_key_values.";

    /// <summary>One key or value.</summary>
    public sealed record Past(string Input, string Output, TensorElementType Type, long[] EmptyShape);

    /// <exception cref="SpeechException">It is another kind of model.</exception>
    public static DecoderLayout Of(OnnxModel decoder)
    {
        var ids = decoder.Input(Tokens).Shape.ElementDataType;
        decoder.Input(Encoded);
        decoder.Input(UseCache);
        decoder.Output(Logits);
        var pasts = decoder.Inputs.Where(input => input.StartsWith(PastPrefix, StringComparison.Ordinal)).Select(input => PastOf(decoder, input)).ToList();
        var own = pasts.Where(past => past.Input.Contains(".decoder.", StringComparison.Ordinal)).ToList();
        var rest = pasts.Where(past => past.Input.Contains(".encoder.", StringComparison.Ordinal)).ToList();
        if (own.Count == 0 || own.Count != rest.Count || own.Count + rest.Count != pasts.Count)
            throw decoder.Unfit("past_key_values.N.decoder.key, .decoder.value, .encoder.key and .encoder.value of every layer");
        if (decoder.Inputs.Count != pasts.Count + 3)
            throw decoder.Unfit($"nothing but {Tokens}, {Encoded}, {UseCache} and past_key_values");
        return new DecoderLayout(ids, [.. own, .. rest], own.Count);
    }

    private static Past PastOf(OnnxModel decoder, string input)
    {
        var shape = decoder.Input(input).Shape;
        var output = decoder.Output($"present.{input[PastPrefix.Length..]}").Name;
        // [batch, heads, length, width]: heads and width are fixed in the file.
        return shape.Dimensions is [_, > 0 and var heads, _, > 0 and var width]
            ? new Past(input, output, shape.ElementDataType, [1, heads, 0, width])
            : throw decoder.Unfit($"{input} of [1, heads, length, width]");
    }
}
