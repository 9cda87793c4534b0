namespace HydraBot.Speech.Recognition;

/// <summary>Where PocketSphinx and its model are.</summary>
public sealed record PocketSphinxOptions
{
    /// <summary>The program that recognises a file at a time.</summary>
    public string Program { get; init; } = "pocketsphinx_batch";

    /// <summary>The folder with <c>en-us</c> and <c>cmudict-en-us.dict</c>.</summary>
    public string Model { get; init; } = "/usr/share/pocketsphinx/model/en-us";

    /// <summary>Flite, for names that are in no dictionary.</summary>
    public string Flite { get; init; } = "flite";

    /// <summary>eSpeak NG, for how else such names are said.</summary>
    public string Espeak { get; init; } = "espeak-ng";

    /// <summary>How long one recognition may take.</summary>
    public TimeSpan Limit { get; init; } = TimeSpan.FromSeconds(10);
}
