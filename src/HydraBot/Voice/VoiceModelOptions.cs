using System.ComponentModel.DataAnnotations;
using HydraBot.Speech.Recognition.Whisper;
using HydraBot.Speech.Synthesis.Kokoro;

namespace HydraBot.Voice;

/// <summary>Section <c>Voice:Whisper</c>: speech to text in this process.</summary>
internal sealed class WhisperModelOptions
{
    /// <summary>The folder of an ONNX export; with one, it is asked before the offline recogniser.</summary>
    public string? Folder { get; set; }

    /// <summary>Which of the exports in it, such as <c>quantized</c>; none for the full one.</summary>
    [RegularExpression("^[A-Za-z0-9_]*$", ErrorMessage = "is the end of the models' names, such as quantized")]
    public string? Variant { get; set; }

    /// <summary>Threads of one run; 0 for half of the cores, and four at most.</summary>
    [Range(0, 64)]
    public int Threads { get; set; }

    public WhisperOptions ToOptions() => new(Folder!) { Variant = Variant, Threads = Threads };
}

/// <summary>Section <c>Voice:Kokoro</c>: text to speech in this process.</summary>
internal sealed class KokoroModelOptions
{
    /// <summary>The folder of an ONNX export and its voices; with one, it is asked before the offline voices.</summary>
    public string? Folder { get; set; }

    /// <summary>Which of the exports in it, such as <c>quantized</c> or <c>int8</c>; none for the full one.</summary>
    [RegularExpression("^[A-Za-z0-9_]*$", ErrorMessage = "is the end of the model's name, such as quantized")]
    public string? Variant { get; set; }

    /// <summary>A voice, or several with their shares.</summary>
    public string Voice { get; set; } = "af_heart";

    /// <summary>How fast it speaks.</summary>
    [Range(0.5, 2)]
    public float Speed { get; set; } = 1;

    /// <summary>Threads of one run; 0 for half of the cores, and four at most.</summary>
    [Range(0, 64)]
    public int Threads { get; set; }

    public string? Problem => KokoroSynthesizer.CanSpeak(Voice)
        ? null : $"Voice:Kokoro:Voice is '{Voice}'; allowed is an English voice such as af_heart or bm_george, or several with their shares: af_bella(2)+af_sky(1).";

    public KokoroOptions ToOptions() => new(Folder!) { Variant = Variant, Voice = Voice, Speed = Speed, Threads = Threads };
}
