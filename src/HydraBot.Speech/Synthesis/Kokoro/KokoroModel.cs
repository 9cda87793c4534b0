using HydraBot.Speech.Onnx;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace HydraBot.Speech.Synthesis.Kokoro;

/// <summary>The loaded model, its voice and its vocabulary. Both families of exports: <c>input_ids</c> and <c>waveform</c>, or <c>tokens</c> and <c>audio</c>.</summary>
internal sealed class KokoroModel : IDisposable
{
    /// <summary>Samples a second.</summary>
    public const int Rate = 24_000;

    /// <summary>Sounds of one run; the beginning and the end are two more.</summary>
    public const int MostSounds = 510;

    private readonly OnnxModel _model;
    private readonly KokoroVoice _voice;
    private readonly KokoroVocabulary _vocabulary;
    private readonly float _speed;
    private readonly (string Name, TensorElementType Type) _tokens;
    private readonly (string Name, TensorElementType Type) _style;
    private readonly (string Name, TensorElementType Type, int Rank) _pace;
    private readonly string _sound;

    private KokoroModel(OnnxModel model, KokoroVoice voice, KokoroVocabulary vocabulary, float speed)
    {
        (_model, _voice, _vocabulary, _speed) = (model, voice, vocabulary, speed);
        var (tokens, style, pace) = (model.Input("input_ids", "tokens"), model.Input("style"), model.Input("speed"));
        if (style.Shape.Dimensions is not [_, < 0 or KokoroVoice.Width])
            throw model.Unfit($"style of [1, {KokoroVoice.Width}]");
        _tokens = (tokens.Name, tokens.Shape.ElementDataType);
        _style = (style.Name, style.Shape.ElementDataType);
        _pace = (pace.Name, pace.Shape.ElementDataType, pace.Shape.Dimensions.Length);
        _sound = model.Output("waveform", "audio").Name;
    }

    /// <exception cref="SpeechException">A file is missing, or not what it should be.</exception>
    public static KokoroModel Load(KokoroOptions options)
    {
        var (file, voice, vocabulary) = (KokoroFiles.Model(options), KokoroVoice.Load(options.Folder, options.Voice), KokoroVocabulary.Read(options.Folder));
        var model = new OnnxModel(file, "Kokoro model", OnnxThreads.Of(options.Threads));
        try
        {
            return new KokoroModel(model, voice, vocabulary, options.Speed);
        }
        catch
        {
            model.Dispose();
            throw;
        }
    }

    /// <summary>The sound of phonemes, in runs of at most 510.</summary>
    /// <exception cref="SpeechException">The model failed.</exception>
    public IEnumerable<Sound> Speak(string phonemes, CancellationToken cancellationToken) =>
        SoundPieces.Split(phonemes, MostSounds).Select(piece => (long[])[.. _vocabulary.Ids(piece)]).Where(ids => ids.Length > 0).Select(ids => Run(ids, cancellationToken));

    public void Dispose() => _model.Dispose();

    private Sound Run(long[] ids, CancellationToken cancellationToken)
    {
        using var tokens = OnnxValues.OfIds([0, .. ids, 0], _tokens.Type);
        using var style = OnnxValues.Of(_voice.Style(ids.Length), [1, KokoroVoice.Width], _style.Type);
        // Where speed is a whole number, half as fast is not to be had, and not zero.
        var speed = _pace.Type is TensorElementType.Int32 or TensorElementType.Int64 ? MathF.Max(1, _speed) : _speed;
        using var pace = OnnxValues.Of([speed], _pace.Rank == 0 ? [] : [1], _pace.Type);
        using var results = _model.Run([_tokens.Name, _style.Name, _pace.Name], [tokens, style, pace], [_sound], cancellationToken);
        var samples = new float[results[0].GetTensorTypeAndShape().ElementCount];
        OnnxValues.Read(results[0], 0, samples);
        return Sound.OfFloats(Silence.Trim(samples, Rate), Rate);
    }
}
