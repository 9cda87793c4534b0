using HydraBot.Speech;
using HydraBot.Speech.Hearing;
using HydraBot.Speech.Recognition;
using HydraBot.Speech.Synthesis;
using HydraBot.Testing;

namespace HydraBot.IntegrationTests.Speech;

/// <summary>Real voices, real ears: flite, espeak-ng, PocketSphinx, and the models that npm carries.</summary>
internal static class Voices
{
    private static readonly SemaphoreSlim Fetching = new(1, 1);

    public static void RequirePrograms()
    {
        foreach (var program in new[] { "flite", "espeak-ng", "pocketsphinx_batch" })
            Parts.Require(Path.Exists($"/usr/bin/{program}"), $"{program} is not installed: apt-get install flite espeak-ng pocketsphinx pocketsphinx-en-us");
    }

    public static ITextToSpeech Flite(string voice) => ProcessSynthesizer.Flite("flite", voice, TimeProvider.System, TimeSpan.FromSeconds(10));

    public static PocketSphinxRecognizer Sphinx() => new(new PocketSphinxOptions(), TimeProvider.System);

    public static async Task<Sound> SayAsync(ITextToSpeech voice, string text, CancellationToken cancellationToken)
    {
        var all = new List<short>();
        await foreach (var sound in voice.SpeakAsync(text, cancellationToken))
            all.AddRange(sound.At(Sound.SpeechRate).Samples.Span);
        return new Sound(all.ToArray(), Sound.SpeechRate);
    }

    /// <summary>The models, in a folder that later runs find again.</summary>
    public static async Task<ModelShelf> ShelfAsync(CancellationToken cancellationToken)
    {
        var shelf = new ModelShelf(Path.Combine(Path.GetTempPath(), "hydrabot-test-models"));
        await Fetching.WaitAsync(cancellationToken);
        try
        {
            using var http = new HttpClient();
            var registry = new Uri(Environment.GetEnvironmentVariable("npm_config_registry") ?? "https://registry.npmjs.org/");
            foreach (var model in new[] { ModelFile.Silero, ModelFile.Mel, ModelFile.Embedding, ModelFile.Heads["hey jarvis"] })
                await shelf.FetchAsync(model, registry, http, cancellationToken);
        }
        catch (SpeechException missing)
        {
            Parts.Require(false, missing.Message);
        }
        finally
        {
            Fetching.Release();
        }
        return shelf;
    }
}
