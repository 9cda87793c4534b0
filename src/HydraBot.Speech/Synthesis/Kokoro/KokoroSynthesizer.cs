using System.Runtime.CompilerServices;
using HydraBot.Speech.Onnx;

namespace HydraBot.Speech.Synthesis.Kokoro;

/// <summary>
/// Kokoro in this process, over ONNX Runtime, sentence by sentence. Nothing is loaded before the first one; then the model is shared, and one piece is made at a time, since a run takes
/// all threads that it may have. https://huggingface.co/hexgrad/Kokoro-82M
/// </summary>
public sealed class KokoroSynthesizer(KokoroOptions options, TimeProvider time) : ITextToSpeech, IDisposable
{
    private readonly EspeakPhonemes _phonemes = new(options.Espeak, time, options.Limit);
    private readonly LoadedOnce<KokoroModel> _model = new(() => KokoroModel.Load(options));
    private readonly SemaphoreSlim _turn = new(1, 1);

    /// <inheritdoc />
    public string Name => "kokoro";

    /// <summary>Voices of bf_ and bm_ are British; all others of a language that texts are written out in are American.</summary>
    private bool IsBritish => options.Voice is ['b', 'f' or 'm', '_', ..];

    /// <summary>Whether a voice, or a blend of several, is written as it should be and speaks English, the language in which numbers are written out.</summary>
    public static bool CanSpeak(string voice) =>
        KokoroVoice.IsName(voice) && KokoroVoice.NamesIn(voice).All(name => name is not ['e' or 'f' or 'h' or 'i' or 'j' or 'p' or 'z', 'f' or 'm', '_', ..]);

    /// <summary>The names in a voice, which may be a blend.</summary>
    public static IReadOnlyList<string> VoicesIn(string voice) => [.. KokoroVoice.NamesIn(voice)];

    /// <inheritdoc />
    public async IAsyncEnumerable<Sound> SpeakAsync(string text, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var model = await _model.GetAsync(cancellationToken);
        foreach (var sentence in Sentences.Split(SpokenForm.Of(text)))
        {
            var phonemes = await _phonemes.OfAsync(sentence, IsBritish, cancellationToken);
            using var pieces = model.Speak(phonemes, cancellationToken).GetEnumerator();
            while (await NextAsync(pieces, cancellationToken) is { } sound)
                yield return sound;
        }
    }

    /// <summary>Looks for the files and asks for the sounds of a word; the model is loaded by the first sentence.</summary>
    public async Task CheckAsync(CancellationToken cancellationToken)
    {
        if (!_model.IsLoaded)
        {
            KokoroFiles.Model(options);
            await ModelFiles.ReadAsync(() => KokoroVoice.Load(options.Folder, options.Voice), cancellationToken);
        }
        if ((await _phonemes.OfAsync("ready", IsBritish, cancellationToken)).Length == 0)
            throw new SpeechException($"{options.Espeak} gives no phonemes.");
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _model.Dispose();
        _turn.Dispose();
    }

    private async Task<Sound?> NextAsync(IEnumerator<Sound> pieces, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            return await Task.Run(() => pieces.MoveNext() ? pieces.Current : null, cancellationToken);
        }
        finally
        {
            _turn.Release();
        }
    }
}
