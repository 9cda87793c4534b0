using HydraBot.Speech.Onnx;

namespace HydraBot.Speech.Recognition.Whisper;

/// <summary>
/// Whisper in this process, over ONNX Runtime. Nothing is loaded before the first sentence; then the models are shared, and one sentence is worked on at a time, since a run takes all
/// threads that it may have. https://github.com/openai/whisper
/// </summary>
public sealed class WhisperRecognizer(WhisperOptions options) : ISpeechToText, IDisposable
{
    private readonly LoadedOnce<WhisperModel> _model = new(() => WhisperModel.Load(options));
    private readonly SemaphoreSlim _turn = new(1, 1);

    /// <inheritdoc />
    public string Name => "whisper";

    /// <inheritdoc />
    public bool IsOpen => true;

    /// <inheritdoc />
    public async Task<Transcript> TranscribeAsync(Sound speech, RecognitionContext context, CancellationToken cancellationToken)
    {
        var model = await _model.GetAsync(cancellationToken);
        await _turn.WaitAsync(cancellationToken);
        try
        {
            return await Task.Run(() => Transcribe(model, speech, context, cancellationToken), cancellationToken);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Looks for the files and reads the small ones; the models are loaded by the first sentence.</summary>
    public Task CheckAsync(CancellationToken cancellationToken) =>
        _model.IsLoaded ? Task.CompletedTask : ModelFiles.ReadAsync(() => WhisperSettings.Read(WhisperFiles.In(options)), cancellationToken);

    /// <inheritdoc />
    public void Dispose()
    {
        _model.Dispose();
        _turn.Dispose();
    }

    private Transcript Transcribe(WhisperModel model, Sound speech, RecognitionContext context, CancellationToken cancellationToken)
    {
        var samples = speech.At(Sound.SpeechRate).ToFloats();
        var isLong = samples.Length > LogMel.Samples;
        var decoder = new WhisperDecoder(model);
        var text = new List<string>();
        double? worst = null;
        for (var from = 0; from < samples.Length;)
        {
            using var encoded = model.Encode(model.Mel.Of(samples.AsSpan(from)), cancellationToken);
            var piece = decoder.Decode(encoded, context.Language, context.Hint, isLong, cancellationToken);
            from += isLong ? WhisperWindow.Advance(piece.Tokens, model.Settings.Vocabulary.FirstTimestamp) : LogMel.Samples;
            if (!HallucinationGates.IsSpeech(piece.Quality))
                continue;
            text.Add(model.Settings.Vocabulary.Decode(from < samples.Length ? WhisperWindow.Finished(piece.Tokens, model.Settings.Vocabulary.FirstTimestamp) : piece.Tokens));
            worst = Math.Min(worst ?? 0, piece.Quality.LogProbability ?? 0);
        }
        return HallucinationGates.Judge(string.Concat(text), speech, worst, Name);
    }
}
