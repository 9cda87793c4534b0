using HydraBot.Speech.Onnx;
using Microsoft.ML.OnnxRuntime;

namespace HydraBot.Speech.Recognition.Whisper;

/// <summary>
/// One row of tokens being decoded, with the keys and values of all before. The first run takes no cache and makes the encoder's keys and values; the branch with a cache gives dummies
/// in their place, so those of the first run are kept.
/// </summary>
internal sealed class DecoderState : IDisposable
{
    private readonly OnnxModel _decoder;
    private readonly DecoderLayout _layout;
    private readonly OrtValue _encoded;
    private readonly string[] _inputs;
    private readonly string[] _first;
    private readonly string[] _later;
    private OrtValue[] _pasts;
    private bool _began;

    public DecoderState(OnnxModel decoder, DecoderLayout layout, OrtValue encoded)
    {
        (_decoder, _layout, _encoded) = (decoder, layout, encoded);
        _inputs = [DecoderLayout.Tokens, DecoderLayout.Encoded, DecoderLayout.UseCache, .. layout.Pasts.Select(past => past.Input)];
        _first = [DecoderLayout.Logits, .. layout.Pasts.Select(past => past.Output)];
        _later = _first[..(1 + layout.OwnPasts)];
        _pasts = [.. layout.Pasts.Select(past => OnnxValues.Empty(past.EmptyShape, past.Type))];
    }

    /// <summary>Takes further tokens, and says how likely each token of the vocabulary is after them. The caller disposes of it.</summary>
    /// <returns>Logits of <c>[1, tokens, vocabulary]</c>.</returns>
    /// <exception cref="SpeechException">The model failed.</exception>
    public DecoderLogits Run(IReadOnlyList<int> tokens, CancellationToken cancellationToken)
    {
        using var ids = OnnxValues.OfIds([.. tokens.Select(token => (long)token)], _layout.Ids);
        using var useCache = OrtValue.CreateTensorValueFromMemory(new[] { _began }, [1]);
        var results = _decoder.Run(_inputs, [ids, _encoded, useCache, .. _pasts], _began ? _later : _first, cancellationToken);
        var presents = results.Skip(1).ToArray();
        foreach (var replaced in _pasts[..presents.Length])
            replaced.Dispose();
        _pasts = [.. presents, .. _pasts[presents.Length..]];
        _began = true;
        return new DecoderLogits(results[0], tokens.Count);
    }

    public void Dispose()
    {
        foreach (var past in _pasts)
            past.Dispose();
        _pasts = [];
    }
}
