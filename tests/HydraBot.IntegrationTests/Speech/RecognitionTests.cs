using HydraBot.Speech;
using HydraBot.Speech.Recognition;
using HydraBot.Speech.Synthesis;
using Xunit;

namespace HydraBot.IntegrationTests.Speech;

public sealed class RecognitionTests : IDisposable
{
    private static readonly SpokenGrammar Grammar = new(
        [
            [new GrammarPart.Maybe("hydra"), new GrammarPart.Words("status")],
            [new GrammarPart.Maybe("hydra"), new GrammarPart.Words("restart"), new GrammarPart.OneOf(["jellyfin", "home assistant", "sonarr", "the database"])],
            [new GrammarPart.Words("list containers")],
            [new GrammarPart.Words("inspect"), new GrammarPart.OneOf(["prometheus", "traefik", "uptime"])],
            [new GrammarPart.Words("what is the gpu temperature")],
        ],
        ["hey jarvis", "jarvis"]);

    private readonly PocketSphinxRecognizer _sphinx = Voices.Sphinx();

    public RecognitionTests() => Voices.RequirePrograms();

    public void Dispose() => _sphinx.Dispose();

    [Theory]
    [InlineData("slt", "hydra status")]
    [InlineData("rms", "hydra status")]
    [InlineData("slt", "restart jellyfin")]
    [InlineData("rms", "restart home assistant")]
    [InlineData("awb", "list containers")]
    [InlineData("slt", "hydra restart the database")]
    [InlineData("rms", "what is the gpu temperature")]
    [InlineData("slt", "hey jarvis status")]
    [InlineData("slt", "inspect prometheus")]
    [InlineData("rms", "inspect traefik")]
    [InlineData("awb", "inspect traefik")]
    public async Task A_voice_is_understood_word_for_word(string voice, string phrase)
    {
        var speech = await Voices.SayAsync(Voices.Flite(voice), phrase, TestContext.Current.CancellationToken);
        var heard = await _sphinx.TranscribeAsync(speech, new RecognitionContext(Grammar), TestContext.Current.CancellationToken);

        Assert.True(phrase == heard.Text, $"'{heard.Text}' ({heard.Doubt})");
    }

    [Theory]
    [InlineData("it was a cold morning and the children went to the river to look for their boat")]
    [InlineData("could you give me that paper over there please")]
    [InlineData("we should think about what to eat this week")]
    [InlineData("stop by the store on your way home")]
    [InlineData("the status of women has changed a lot")]
    [InlineData("we should restart the discussion tomorrow")]
    [InlineData("she gave me a list of things to buy")]
    public async Task Other_speech_is_no_command(string sentence)
    {
        foreach (var voice in new[] { "slt", "rms" })
        {
            var speech = await Voices.SayAsync(Voices.Flite(voice), sentence, TestContext.Current.CancellationToken);
            var heard = await _sphinx.TranscribeAsync(speech, new RecognitionContext(Grammar), TestContext.Current.CancellationToken);

            Assert.Equal("", heard.Text);
            Assert.NotNull(heard.Doubt);
        }
    }

    [Fact]
    public async Task Silence_and_noise_are_nothing()
    {
        foreach (var sound in new[] { new Sound(new short[16_000], 16_000), new Sound(Enumerable.Range(0, 16_000).Select(i => (short)(i * 7919 % 600 - 300)).ToArray(), 16_000) })
            Assert.Equal("", (await _sphinx.TranscribeAsync(sound, new RecognitionContext(Grammar), TestContext.Current.CancellationToken)).Text);
    }

    [Fact]
    public async Task Espeak_speaks_too_and_both_say_that_they_are_well()
    {
        var espeak = ProcessSynthesizer.Espeak("espeak-ng", "en-us", TimeProvider.System, TimeSpan.FromSeconds(10));
        await espeak.CheckAsync(TestContext.Current.CancellationToken);
        await Voices.Flite("slt").CheckAsync(TestContext.Current.CancellationToken);
        await _sphinx.CheckAsync(TestContext.Current.CancellationToken);

        Assert.InRange((await Voices.SayAsync(espeak, "all twelve containers are healthy", TestContext.Current.CancellationToken)).Duration.TotalSeconds, 1, 5);
    }

    [Fact]
    public async Task A_program_that_is_missing_is_named_with_the_way_to_get_it()
    {
        using var sphinx = new PocketSphinxRecognizer(new PocketSphinxOptions { Program = "no-such-program" }, TimeProvider.System);
        var error = await Assert.ThrowsAsync<SpeechException>(() => sphinx.CheckAsync(TestContext.Current.CancellationToken));

        Assert.Contains("no-such-program", error.Message, StringComparison.Ordinal);
        Assert.Contains("apt-get install pocketsphinx", error.Message, StringComparison.Ordinal);
    }
}
