using System.Text.Json;

namespace HydraBot.Speech.Recognition.Whisper;

/// <summary>What <c>generation_config.json</c> and <c>config.json</c> say of a model; where they say nothing, what holds for every Whisper.</summary>
internal sealed record WhisperSettings(WhisperVocabulary Vocabulary, WhisperRules Rules, bool IsMultilingual, int MostTokens, int? Bands)
{
    /// <summary>The first timestamp is at one second at the latest.</summary>
    private const int LatestFirst = 50;
    private const int UsualTokens = 448;

    /// <summary>English models have one token less: no place is kept for a second start.</summary>
    private const int EnglishEndOfText = 50256;

    private static readonly string[] Steering = ["<|startoftranscript|>", "<|startofprev|>", "<|startoflm|>", "<|transcribe|>", "<|translate|>", "<|nospeech|>", "<|nocaptions|>"];

    /// <exception cref="SpeechException">A file is not what it should be.</exception>
    public static WhisperSettings Read(WhisperFiles files)
    {
        var vocabulary = WhisperVocabulary.Read(files);
        using var generation = files.Read("generation_config.json");
        using var config = files.Read("config.json");
        try
        {
            var never = Ids(generation, "suppress_tokens") ?? Ids(config, "suppress_tokens") ?? NonSpeech.Of(vocabulary);
            var first = Ids(generation, "begin_suppress_tokens") ?? Ids(config, "begin_suppress_tokens") ?? [.. vocabulary.Encode(" "), vocabulary.EndOfText];
            var steering = Steering.Select(name => vocabulary.Find(name)).OfType<int>();
            return new WhisperSettings(
                vocabulary,
                new WhisperRules(vocabulary, [.. never.Concat(steering).Distinct()], first, Number(generation, "max_initial_timestamp_index") ?? LatestFirst),
                Flag(generation, "is_multilingual") ?? vocabulary.EndOfText != EnglishEndOfText,
                Number(config, "max_target_positions") ?? Number(generation, "max_length") ?? UsualTokens,
                Number(config, "num_mel_bins"));
        }
        catch (Exception exception) when (exception is InvalidOperationException or FormatException)
        {
            throw new SpeechException($"generation_config.json or config.json in {files.Folder} is not a Whisper model's: {exception.Message}", exception);
        }
    }

    private static JsonElement? Value(JsonDocument? file, string name) =>
        file is not null && file.RootElement.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    private static IReadOnlyList<int>? Ids(JsonDocument? file, string name) =>
        Value(file, name) is { } list ? [.. list.EnumerateArray().Select(id => id.GetInt32()).Where(id => id >= 0)] : null;

    private static int? Number(JsonDocument? file, string name) => Value(file, name)?.GetInt32();

    private static bool? Flag(JsonDocument? file, string name) => Value(file, name)?.GetBoolean();
}
