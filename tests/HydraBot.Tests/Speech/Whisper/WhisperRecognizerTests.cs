using HydraBot.Speech;
using HydraBot.Speech.Engines;
using HydraBot.Speech.Recognition;
using HydraBot.Speech.Recognition.Whisper;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace HydraBot.Tests.Speech.Whisper;

/// <summary>The whole recogniser over models that were written here: what it is told, what it keeps from token to token, and what it makes of doubt.</summary>
public sealed class WhisperRecognizerTests : IDisposable
{
    private static readonly int Restart = ToyWhisper.Word("Ġrestart");
    private static readonly int Jellyfin = ToyWhisper.Word("Ġjellyfin");
    private static readonly int Hydra = ToyWhisper.Word("Ġhydra");
    private static readonly int Status = ToyWhisper.Word("Ġstatus");

    private static readonly Sound Low = new(Tones.Sine(300, Sound.SpeechRate, 1.5), Sound.SpeechRate);
    private static readonly Sound High = new(Tones.Sine(5000, Sound.SpeechRate, 1.5), Sound.SpeechRate);

    private readonly List<IDisposable> _open = [];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static RecognitionContext English => RecognitionContext.None with { Language = "en" };

    public void Dispose() => _open.ForEach(open => open.Dispose());

    [Fact]
    public async Task The_sound_decides_what_is_said_and_goes_on_to_decide_after_the_first_token()
    {
        var whisper = Made(new ToyWhisper()
            .SaysAll(3, false, Restart, Jellyfin, Restart, Jellyfin, ToyWhisper.End)
            .SaysAll(3, true, Hydra, Status, Hydra, Status, ToyWhisper.End));

        Assert.Equal("restart jellyfin restart jellyfin", (await whisper.TranscribeAsync(Low, English, Stop)).Text);
        Assert.Equal("hydra status hydra status", (await whisper.TranscribeAsync(High, English, Stop)).Text);
    }

    [Fact]
    public async Task Every_token_is_fed_once_and_all_before_are_remembered()
    {
        const int length = 12;
        var toy = new ToyWhisper { Remembers = true }.Says(3 + length, ToyWhisper.End);
        toy.Generation["begin_suppress_tokens"] = new System.Text.Json.Nodes.JsonArray();
        var heard = await Made(toy).TranscribeAsync(Low, English, Stop);

        List<int> all = [ToyWhisper.Start, ToyWhisper.English, ToyWhisper.Transcribe, ToyWhisper.NoTimestamps];
        var expected = "";
        for (var i = 0; i < length; i++)
        {
            // Four keys and values hold each token, by 0, 1, 4 and 5 more than it is.
            var word = all.Sum(token => (4 * token) + 0 + 1 + 4 + 5) % 8;
            expected += ToyWhisper.Texts[word].Replace('Ġ', ' ');
            all.Add(ToyWhisper.Words + word);
        }
        Assert.Equal(expected.Trim(), heard.Text);
    }

    [Fact]
    public async Task What_the_model_must_not_say_is_not_said_though_it_be_likeliest()
    {
        var toy = new ToyWhisper().Says(3, ToyWhisper.End, logit: 90).Says(3, Hydra).Says(4, ToyWhisper.Word("Ġ("), logit: 90).Says(4, Status).Says(5, ToyWhisper.End);
        toy.Generation["suppress_tokens"] = new System.Text.Json.Nodes.JsonArray(ToyWhisper.Word("Ġ("));

        Assert.Equal("hydra status", (await Made(toy).TranscribeAsync(Low, English, Stop)).Text);
    }

    [Fact]
    public async Task Without_a_list_in_the_folder_signs_that_are_no_speech_are_left_out_all_the_same()
    {
        var toy = new ToyWhisper().Says(3, Hydra).Says(4, '(' - '!', logit: 90).Says(4, '[' - '!', logit: 80).Says(4, Status).Says(5, ToyWhisper.End);
        toy.Generation.Remove("suppress_tokens");
        toy.Generation.Remove("begin_suppress_tokens");

        Assert.Equal("hydra status", (await Made(toy).TranscribeAsync(Low, English, Stop)).Text);
    }

    [Fact]
    public async Task The_language_is_the_one_that_was_set_or_found_out_by_the_start_alone()
    {
        // What follows depends on the language's token, since all tokens before are remembered.
        var german = Made(new ToyWhisper { Remembers = true }.Says(0, ToyWhisper.German).Says(5, ToyWhisper.End));
        var found = await german.TranscribeAsync(Low, RecognitionContext.None, Stop);
        var set = await german.TranscribeAsync(Low, RecognitionContext.None with { Language = "de" }, Stop);
        var other = await german.TranscribeAsync(Low, English, Stop);

        Assert.Equal(set.Text, found.Text);
        Assert.NotEqual(set.Text, other.Text);
        var error = await Assert.ThrowsAsync<SpeechException>(() => german.TranscribeAsync(Low, RecognitionContext.None with { Language = "xx" }, Stop));
        Assert.Contains("de, en", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_model_for_english_alone_is_asked_without_language_and_task()
    {
        var toy = new ToyWhisper().SaysAll(1, null, Hydra, Status, ToyWhisper.End);
        toy.Generation["is_multilingual"] = false;

        Assert.Equal("hydra status", (await Made(toy).TranscribeAsync(Low, RecognitionContext.None with { Language = "de" }, Stop)).Text);
    }

    [Fact]
    public async Task Names_that_may_come_up_go_before_the_start()
    {
        // " the" is one token: with the mark before it, everything is two places later.
        var toy = new ToyWhisper().SaysAll(5, null, Hydra, Status, ToyWhisper.End);

        Assert.Equal("hydra status", (await Made(toy).TranscribeAsync(Low, English with { Hint = "the" }, Stop)).Text);
    }

    [Fact]
    public async Task Where_nobody_speaks_and_the_words_are_guesses_there_is_no_text()
    {
        var toy = new ToyWhisper().Says(0, ToyWhisper.NoSpeech).Says(3, Hydra, logit: 2).Says(4, Status, logit: 2).Says(5, ToyWhisper.End);

        Assert.Equal("", (await Made(toy).TranscribeAsync(Low, English, Stop)).Text);
    }

    [Fact]
    public async Task A_row_of_the_same_words_is_none()
    {
        var toy = new ToyWhisper();
        for (var place = 3; place < 60; place++)
            toy.Says(place, ToyWhisper.Word("Ġyou"));
        var heard = await Made(toy.Says(60, ToyWhisper.End)).TranscribeAsync(Low, English, Stop);

        Assert.Equal("", heard.Text);
    }

    [Fact]
    public async Task What_subtitles_say_of_silence_is_doubted()
    {
        var heard = await Made(new ToyWhisper().SaysAll(3, null, ToyWhisper.Word("Ġyou"), ToyWhisper.End)).TranscribeAsync(
            new Sound(Tones.Sine(300, Sound.SpeechRate, 0.3), Sound.SpeechRate), English, Stop);

        Assert.Equal("", heard.Text);
        Assert.Contains("for noise", heard.Doubt, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Longer_speech_is_heard_in_windows_that_begin_where_the_last_whole_piece_ended()
    {
        const int zero = ToyWhisper.FirstTimestamp;
        var whisper = Made(new ToyWhisper()
            .SaysAll(2, false, zero, Restart, zero + 1000, zero + 1000, ToyWhisper.Word("Ġcut"), ToyWhisper.End)
            .SaysAll(2, true, zero, ToyWhisper.Word("Ġlater"), zero + 1000, ToyWhisper.End));
        // Windows at 0, 20 and 40 s: high sound is in the third alone.
        var sound = new Sound((short[])[.. Tones.Sine(300, Sound.SpeechRate, 55), .. Tones.Sine(5000, Sound.SpeechRate, 5)], Sound.SpeechRate);

        Assert.Equal("restart restart later", (await whisper.TranscribeAsync(sound, English, Stop)).Text);
    }

    [Fact]
    public async Task Who_waits_no_longer_is_let_go_and_the_next_one_is_heard()
    {
        var whisper = Made(new ToyWhisper().SaysAll(3, null, Hydra, Status, ToyWhisper.End));
        await whisper.TranscribeAsync(Low, English, Stop);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => whisper.TranscribeAsync(Low, English, new CancellationToken(canceled: true)));
        var both = await Task.WhenAll(whisper.TranscribeAsync(Low, English, Stop), whisper.TranscribeAsync(High, English, Stop));
        Assert.All(both, heard => Assert.Equal("hydra status", heard.Text));
    }

    [Fact]
    public async Task A_look_loads_nothing_and_what_is_put_there_later_is_found()
    {
        var toy = new ToyWhisper().SaysAll(3, null, Hydra, Status, ToyWhisper.End);
        var whisper = Made(toy);
        var decoder = Path.Combine(toy.Folder, "onnx", "decoder_model_merged.onnx");
        File.Move(decoder, $"{decoder}.away");

        Assert.Contains("decoder_model_merged.onnx", (await Assert.ThrowsAsync<SpeechException>(() => whisper.CheckAsync(Stop))).Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<SpeechException>(() => whisper.TranscribeAsync(Low, English, Stop));
        await File.WriteAllTextAsync(decoder, "nonsense", Stop);
        await whisper.CheckAsync(Stop);
        Assert.Contains(decoder, (await Assert.ThrowsAsync<SpeechException>(() => whisper.TranscribeAsync(Low, English, Stop))).Message, StringComparison.Ordinal);
        File.Move($"{decoder}.away", decoder, overwrite: true);
        Assert.Equal("hydra status", (await whisper.TranscribeAsync(Low, English, Stop)).Text);
    }

    [Fact]
    public async Task A_model_of_another_kind_is_named_with_what_was_expected_and_the_next_recogniser_is_asked()
    {
        var toy = new ToyWhisper();
        var broken = Made(toy);
        var decoder = Path.Combine(toy.Folder, "onnx", "decoder_model_merged.onnx");
        File.Copy(Path.Combine(toy.Folder, "onnx", "encoder_model.onnx"), decoder, overwrite: true);
        var whole = Made(new ToyWhisper().SaysAll(3, null, Hydra, Status, ToyWhisper.End));
        var chain = new RecognizerChain([broken, new Renamed(whole)], TimeProvider.System, NullLogger<RecognizerChain>.Instance);

        var error = await Assert.ThrowsAsync<SpeechException>(() => broken.TranscribeAsync(Low, English, Stop));
        Assert.Contains($"{decoder} is no merged Whisper decoder", error.Message, StringComparison.Ordinal);
        Assert.Contains("input_ids", error.Message, StringComparison.Ordinal);
        Assert.Equal(new Transcript("hydra status", "whisper"), await chain.TranscribeAsync(Low, English, Stop));
        Assert.Equal("second", chain.Name);
    }

    private WhisperRecognizer Made(ToyWhisper toy)
    {
        var whisper = new WhisperRecognizer(toy.Write().Options);
        _open.AddRange([whisper, toy]);
        return whisper;
    }

    private sealed class Renamed(ISpeechToText engine) : ISpeechToText
    {
        public string Name => "second";

        public bool IsOpen => engine.IsOpen;

        public Task<Transcript> TranscribeAsync(Sound speech, RecognitionContext context, CancellationToken cancellationToken) => engine.TranscribeAsync(speech, context, cancellationToken);

        public Task CheckAsync(CancellationToken cancellationToken) => engine.CheckAsync(cancellationToken);
    }
}
