using HydraBot.Speech;
using HydraBot.Speech.Recognition;
using HydraBot.Tests.Speech;
using HydraBot.Tests.Speech.Whisper;
using HydraBot.Voice;
using HydraBot.Voice.Engines;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Xunit;

namespace HydraBot.Tests.Voice;

public class VoiceModelOptionsTests
{
    [Fact]
    public void A_folder_is_enough_to_be_asked_before_the_offline_engines()
    {
        var options = new VoiceOptions { Whisper = { Folder = "/models/whisper" }, Kokoro = { Folder = "/models/kokoro" } };

        Assert.Equal(["whisper", "pocketsphinx"], options.RecognitionOrder());
        Assert.Equal(["kokoro", "flite", "espeak-ng"], options.SynthesisOrder());
        Assert.True(new VoiceOptionsValidator().Validate(null, options).Succeeded);
        Assert.Equal(["pocketsphinx"], new VoiceOptions().RecognitionOrder());
    }

    [Fact]
    public void What_cannot_be_is_refused_with_what_can()
    {
        var options = new VoiceOptions
        {
            Recognition = ["whisper"],
            Synthesis = ["kokoro"],
            Kokoro = { Voice = "jf_alpha", Speed = 3, Variant = "../x" },
        };
        var problems = new VoiceOptionsValidator().Validate(null, options).FailureMessage;

        Assert.Contains("Voice:Whisper:Folder", problems, StringComparison.Ordinal);
        Assert.Contains("Voice:Kokoro:Folder", problems, StringComparison.Ordinal);
        Assert.Contains("'jf_alpha'; allowed is an English voice", problems, StringComparison.Ordinal);
        Assert.Contains("Speed", problems, StringComparison.Ordinal);
        Assert.Contains("Variant", problems, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_engines_that_the_settings_name_hear_and_speak()
    {
        using var whisper = new ToyWhisper().SaysAll(3, null, ToyWhisper.Word("Ġhydra"), ToyWhisper.Word("Ġstatus"), ToyWhisper.End).Write();
        var options = new VoiceOptions { Whisper = { Folder = whisper.Folder }, Kokoro = { Folder = "/nowhere" }, Synthesis = ["kokoro"] };
        using var engines = new VoiceEngines(Options.Create(options), TimeProvider.System, NullLoggerFactory.Instance);

        var heard = await engines.Recognizer.TranscribeAsync(
            new Sound(Tones.Sine(300, Sound.SpeechRate, 1), Sound.SpeechRate), RecognitionContext.None with { Language = "en" }, TestContext.Current.CancellationToken);
        Assert.Equal(new Transcript("hydra status", "whisper"), heard);
        Assert.True(engines.IsOpen("whisper"));
        Assert.Equal("kokoro", engines.Synthesizer.Name);
        var error = await Assert.ThrowsAsync<SpeechException>(() => engines.Synthesizer.CheckAsync(TestContext.Current.CancellationToken));
        Assert.Contains("/nowhere", error.Message, StringComparison.Ordinal);
    }
}
