using System.IO.Compression;
using System.Numerics.Tensors;
using System.Text;
using Microsoft.ML.OnnxRuntime;

namespace HydraBot.Speech.Recognition.Whisper;

/// <summary>What was understood of up to 30 s.</summary>
/// <param name="Tokens">Words and timestamps, without the end.</param>
/// <param name="Quality">What the gates ask.</param>
/// <param name="Temperature">At which it was found.</param>
internal sealed record WhisperPiece(IReadOnlyList<int> Tokens, SegmentQuality Quality, float Temperature);

/// <summary>Decodes what was encoded: the likeliest token each time, and with growing chance where that goes in circles or is not sure of itself. As whisper/transcribe.py.</summary>
internal sealed class WhisperDecoder(WhisperModel model)
{
    private const double LeastLogProbability = -1;
    private const double MostCompression = 2.4;
    private const double Silence = 0.6;

    /// <summary>From here on what is known beforehand misleads more than it helps.</summary>
    private const float Unprompted = 0.5f;

    /// <summary>The same sound gives the same text.</summary>
    private const int Seed = 1;

    private static readonly float[] Temperatures = [0, 0.2f, 0.4f, 0.6f, 0.8f, 1];

    private readonly WhisperVocabulary _vocabulary = model.Settings.Vocabulary;

    /// <param name="encoded">What the encoder made.</param>
    /// <param name="language">Two letters; null to find out.</param>
    /// <param name="hint">Words that may come up.</param>
    /// <param name="timestamps">Whether to say when what was said.</param>
    /// <param name="cancellationToken">Stops between two tokens at the latest.</param>
    public WhisperPiece Decode(OrtValue encoded, string? language, string? hint, bool timestamps, CancellationToken cancellationToken)
    {
        var start = Start(encoded, language, timestamps, cancellationToken);
        WhisperPiece? piece = null;
        foreach (var temperature in Temperatures)
        {
            piece = Once(encoded, temperature > Unprompted ? start : [.. Prompt(hint), .. start], temperature, timestamps, cancellationToken);
            var isSure = piece.Quality.LogProbability >= LeastLogProbability;
            if (piece.Quality.Compression <= MostCompression && (isSure || piece.Quality.NoSpeech > Silence))
                break;
        }
        return piece!;
    }

    private List<int> Start(OrtValue encoded, string? language, bool timestamps, CancellationToken cancellationToken)
    {
        List<int> start = [_vocabulary.StartOfTranscript];
        if (model.Settings.IsMultilingual)
        {
            start.Add(language is null ? Detect(encoded, cancellationToken) : _vocabulary.Languages.TryGetValue(language, out var known)
                ? known : throw new SpeechException($"This Whisper model does not know the language '{language}'; it knows {string.Join(", ", _vocabulary.Languages.Keys.Order(StringComparer.Ordinal))}."));
            if (_vocabulary.Find("<|transcribe|>") is { } transcribe)
                start.Add(transcribe);
        }
        if (!timestamps)
            start.Add(_vocabulary.NoTimestamps);
        return start;
    }

    private int Detect(OrtValue encoded, CancellationToken cancellationToken)
    {
        using var state = model.Open(encoded);
        using var logits = state.Run([_vocabulary.StartOfTranscript], cancellationToken);
        var after = logits.FromEnd(1);
        return _vocabulary.Languages.Values.Where(token => token < after.Length).MaxBy(token => after[token]);
    }

    private IEnumerable<int> Prompt(string? hint)
    {
        if (string.IsNullOrWhiteSpace(hint) || _vocabulary.Find("<|startofprev|>") is not { } before)
            return [];
        return [before, .. _vocabulary.Encode($" {hint.Trim()}").TakeLast(model.Settings.MostTokens / 2 - 1)];
    }

    private WhisperPiece Once(OrtValue encoded, List<int> start, float temperature, bool timestamps, CancellationToken cancellationToken)
    {
        using var state = model.Open(encoded);
        var said = new List<int>();
        var chance = new Random(Seed);
        IReadOnlyList<int> next = start;
        double sum = 0;
        double? noSpeech = null;
        var most = Math.Min(model.Settings.MostTokens / 2, model.Settings.MostTokens - start.Count);
        while (true)
        {
            float[] logits;
            using (var all = state.Run(next, cancellationToken))
            {
                logits = all.FromEnd(1);
                noSpeech ??= NoSpeech(all, start);
            }
            model.Settings.Rules.Apply(logits, said, timestamps);
            var token = temperature == 0 ? TensorPrimitives.IndexOfMax<float>(logits) : Sample(logits, temperature, chance);
            sum += LogProbability(logits, token);
            if (token == _vocabulary.EndOfText || said.Count == most)
                break;
            said.Add(token);
            next = [token];
        }
        var text = _vocabulary.Decode(said).Trim();
        return new WhisperPiece(said, new SegmentQuality(sum / (said.Count + 1), noSpeech, Compression(text)), temperature);
    }

    /// <summary>How likely it is that nobody speaks: what the model says right after the start.</summary>
    private double NoSpeech(DecoderLogits logits, List<int> start)
    {
        if (_vocabulary.Find("<|nospeech|>", "<|nocaptions|>") is not { } token)
            return 0;
        var at = start.LastIndexOf(_vocabulary.StartOfTranscript);
        var after = logits.FromEnd(start.Count - at);
        return token < after.Length ? Math.Exp(LogProbability(after, token)) : 0;
    }

    private static double LogProbability(ReadOnlySpan<float> logits, int token)
    {
        var most = TensorPrimitives.Max(logits);
        var sum = 0.0;
        foreach (var logit in logits)
            sum += Math.Exp(logit - most);
        return logits[token] - most - Math.Log(sum);
    }

    private static int Sample(ReadOnlySpan<float> logits, float temperature, Random chance)
    {
        var likely = new float[logits.Length];
        TensorPrimitives.Divide(logits, temperature, likely);
        TensorPrimitives.SoftMax<float>(likely, likely);
        var left = chance.NextDouble();
        for (var token = 0; token < likely.Length; token++)
        {
            left -= likely[token];
            if (left < 0)
                return token;
        }
        return TensorPrimitives.IndexOfMax<float>(likely);
    }

    /// <summary>How much smaller the text can be written: speech is at about 1.5, a row of the same words far above.</summary>
    private static double Compression(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        if (bytes.Length == 0)
            return 0;
        using var packed = new MemoryStream();
        using (var zip = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true))
            zip.Write(bytes);
        return (double)bytes.Length / packed.Length;
    }
}
