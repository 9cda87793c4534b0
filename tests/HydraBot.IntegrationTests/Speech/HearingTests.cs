using HydraBot.Speech;
using HydraBot.Speech.Hearing;
using Xunit;

namespace HydraBot.IntegrationTests.Speech;

public sealed class HearingTests
{
    public HearingTests() => Voices.RequirePrograms();

    [Fact]
    public async Task Silero_tells_speech_from_silence_noise_and_a_tone()
    {
        var shelf = await Voices.ShelfAsync(TestContext.Current.CancellationToken);
        using var model = new SileroModel(shelf.PathOf(ModelFile.Silero));
        var speech = await Voices.SayAsync(Voices.Flite("rms"), "the quick brown fox jumps over the lazy dog", TestContext.Current.CancellationToken);

        Assert.True(Share(model, speech.Samples.Span) > 0.7, $"speech: {Share(model, speech.Samples.Span)}");
        Assert.Equal(0, Share(model, new short[32_000]));
        Assert.Equal(0, Share(model, [.. Enumerable.Range(0, 32_000).Select(i => (short)(8000 * Math.Sin(i * 0.1728)))]));
    }

    [Fact]
    public async Task The_wake_word_wakes_and_other_speech_does_not()
    {
        var shelf = await Voices.ShelfAsync(TestContext.Current.CancellationToken);
        using var model = Wake(shelf);
        foreach (var voice in new[] { "slt", "rms", "kal16" })
        {
            Assert.True(Best(model, await Voices.SayAsync(Voices.Flite(voice), "hey jarvis", TestContext.Current.CancellationToken)) > 0.5, voice);
            Assert.True(Best(model, await Voices.SayAsync(Voices.Flite(voice), "it was a cold morning by the river", TestContext.Current.CancellationToken)) < 0.5, voice);
        }
    }

    [Fact]
    public async Task A_file_that_is_not_the_model_is_not_kept()
    {
        var folder = Directory.CreateTempSubdirectory("hydrabot-models-").FullName;
        try
        {
            using var http = new HttpClient();
            var wrong = ModelFile.Heads["hey rhasspy"] with { Sha256 = new string('0', 64) };
            var error = await Assert.ThrowsAsync<SpeechException>(
                () => new ModelShelf(folder).FetchAsync(wrong, new Uri("https://registry.npmjs.org/"), http, TestContext.Current.CancellationToken));

            Assert.Contains("SHA-256", error.Message, StringComparison.Ordinal);
            Assert.Empty(Directory.GetFiles(folder));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    internal static WakeWordModel Wake(ModelShelf shelf) => new(
        shelf.PathOf(ModelFile.Mel), shelf.PathOf(ModelFile.Embedding), new Dictionary<string, string> { ["hey jarvis"] = shelf.PathOf(ModelFile.Heads["hey jarvis"]) });

    private static double Share(SileroModel model, ReadOnlySpan<short> samples)
    {
        using var stream = model.OpenStream();
        int frames = 0, speech = 0;
        for (; (frames + 1) * IVoiceActivity.FrameSize <= samples.Length; frames++)
        {
            if (stream.Probability(samples.Slice(frames * IVoiceActivity.FrameSize, IVoiceActivity.FrameSize)) > 0.5)
                speech++;
        }
        return (double)speech / frames;
    }

    private static float Best(WakeWordModel model, Sound speech)
    {
        using var stream = model.OpenStream();
        short[] padded = [.. new short[8000], .. speech.Samples.Span, .. new short[8000]];
        return padded.Chunk(IWakeDetector.StepSize).Where(step => step.Length == IWakeDetector.StepSize).Max(step => stream.Hear(step).Score);
    }
}
