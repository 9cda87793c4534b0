using HydraBot.Speech.Onnx;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace HydraBot.Speech.Recognition.Whisper;

/// <summary>The two models of an export, and what steers them. Shared by all who speak.</summary>
internal sealed class WhisperModel : IDisposable
{
    private readonly OnnxModel _encoder;
    private readonly OnnxModel _decoder;
    private readonly (string Name, TensorElementType Type) _features;
    private readonly string _encoded;

    private WhisperModel(WhisperSettings settings, OnnxModel encoder, OnnxModel decoder)
    {
        (Settings, _encoder, _decoder) = (settings, encoder, decoder);
        var (name, shape) = encoder.Input("input_features");
        (_features, _encoded) = ((name, shape.ElementDataType), encoder.Output("last_hidden_state").Name);
        if (shape.Dimensions.Length != 3 || (shape.Dimensions[2] > 0 && shape.Dimensions[2] != LogMel.Frames))
            throw encoder.Unfit($"input_features of [1, bands, {LogMel.Frames}]");
        var bands = shape.Dimensions[1] > 0 ? shape.Dimensions[1] : settings.Bands ?? 80;
        if (bands is not (80 or 128))
            throw encoder.Unfit("80 or 128 bands");
        Mel = new LogMel(bands);
        Layout = DecoderLayout.Of(decoder);
    }

    public WhisperSettings Settings { get; }

    public LogMel Mel { get; }

    public DecoderLayout Layout { get; }

    /// <exception cref="SpeechException">A file is missing, or not what it should be.</exception>
    public static WhisperModel Load(WhisperOptions options)
    {
        var files = WhisperFiles.In(options);
        var settings = WhisperSettings.Read(files);
        var threads = OnnxThreads.Of(options.Threads);
        OnnxModel? encoder = null, decoder = null;
        try
        {
            encoder = new OnnxModel(files.Encoder, "Whisper encoder", threads);
            decoder = new OnnxModel(files.Decoder, "merged Whisper decoder", threads);
            return new WhisperModel(settings, encoder, decoder);
        }
        catch
        {
            encoder?.Dispose();
            decoder?.Dispose();
            throw;
        }
    }

    /// <summary>What the encoder makes of 30 s of features. The caller disposes of it.</summary>
    public OrtValue Encode(float[] features, CancellationToken cancellationToken)
    {
        using var input = OnnxValues.Of(features, [1, Mel.Bands, LogMel.Frames], _features.Type);
        return _encoder.Run([_features.Name], [input], [_encoded], cancellationToken)[0];
    }

    /// <summary>A decoder that has said nothing yet of what was encoded.</summary>
    public DecoderState Open(OrtValue encoded) => new(_decoder, Layout, encoded);

    public void Dispose()
    {
        _encoder.Dispose();
        _decoder.Dispose();
    }
}
