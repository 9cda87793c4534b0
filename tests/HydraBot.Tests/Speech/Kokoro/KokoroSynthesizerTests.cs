using HydraBot.Speech;
using HydraBot.Speech.Engines;
using HydraBot.Speech.Synthesis;
using HydraBot.Speech.Synthesis.Kokoro;
using HydraBot.Tests.Speech.Models;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace HydraBot.Tests.Speech.Kokoro;

/// <summary>The whole synthesiser over models that were written here: its sound tells which tokens, which row of the voice and which speed it was asked for.</summary>
public sealed class KokoroSynthesizerTests : IDisposable
{
    /// <summary>As in hexgrad/Kokoro-82M's config.json.</summary>
    private const int A = 43;
    private const int B = 44;
    private const int Stop = 4;

    private readonly ToyKokoro _toy = new ToyKokoro().WriteVoice("af_heart");
    private readonly List<KokoroSynthesizer> _open = [];

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _open.ForEach(open => open.Dispose());
        _toy.Dispose();
    }

    [Theory]
    [InlineData("community", 1f, 1f)]
    [InlineData("community", 1.5f, 1.5f)]
    [InlineData("first", 1.5f, 1.5f)]
    [InlineData("whole speed", 1.7f, 2f)]
    [InlineData("whole speed", 0.4f, 1f)]
    public async Task Both_families_are_told_the_tokens_the_row_of_their_number_and_the_speed(string family, float speed, float heard)
    {
        _ = family switch
        {
            "community" => _toy.WriteCommunity(),
            "first" => _toy.WriteFirst(),
            _ => _toy.WriteFirst(OnnxGraph.Int32),
        };
        var sound = Assert.Single(await SpeakAsync(_toy.Options with { Speed = speed }, "ab."));

        Assert.Equal(24_000, sound.Rate);
        AssertTokens(sound, heard, style: 3 / 2048f, 0, A, B, Stop, 0);
    }

    [Fact]
    public async Task Each_sentence_is_a_sound_of_its_own_and_what_the_model_does_not_know_is_left_out()
    {
        _toy.WriteCommunity();
        await File.WriteAllTextAsync(Path.Combine(_toy.Folder, "tokenizer.json"), """{"model":{"vocab":{"a":500,".":7,"b":501}}}""", Cancelled);
        var sounds = await SpeakAsync(_toy.Options, "ac. b.");

        Assert.Equal(2, sounds.Count);
        AssertTokens(sounds[0], 1, 2 / 2048f, 0, 500, 7, 0);
        AssertTokens(sounds[1], 1, 2 / 2048f, 0, 501, 7, 0);
    }

    [Fact]
    public async Task A_sentence_of_too_many_sounds_is_cut_at_its_commas_and_the_last_row_serves_the_longest()
    {
        // The program makes seven sounds of each letter: 200 letters are 1,400 sounds.
        await File.WriteAllTextAsync(_toy.Espeak, "#!/bin/sh\nexec sed 's/a/aaaaaaa/g'\n", Cancelled);
        _toy.WriteCommunity();
        var sounds = await SpeakAsync(_toy.Options, $"{new string('a', 55)}, {new string('a', 60)}.");

        // 385 sounds and the comma; 420 and the full stop.
        Assert.Equal([386 + 2, 421 + 2], sounds.Select(sound => sound.Samples.Length / ToyKokoro.SamplesPerToken));
        AssertFirst(sounds[0], 386 / 2048f);

        var whole = await SpeakAsync(_toy.Options, new string('a', 100));
        Assert.Equal([510 + 2, 190 + 2], whole.Select(sound => sound.Samples.Length / ToyKokoro.SamplesPerToken));
        AssertFirst(whole[0], 509 / 2048f);
    }

    [Theory]
    [InlineData("af_bella", 0.1f)]
    [InlineData("af_bella+af_sky", 0.2f)]
    [InlineData("af_bella(3)+af_sky(1)", 0.15f)]
    public async Task Voices_come_from_one_archive_too_and_may_be_blended(string voice, float more)
    {
        _toy.WriteFirst().WriteArchive(("af_bella", 0.1f), ("af_sky", 0.3f));

        AssertFirst(Assert.Single(await SpeakAsync(_toy.Options with { Voice = voice }, "ab.")), (3 / 2048f) + more);
    }

    [Theory]
    [InlineData("no model", "model.onnx or kokoro-v1.0.onnx")]
    [InlineData("no voice", "af_nobody.bin")]
    [InlineData("cut voice", "522,240 bytes")]
    [InlineData("held voice", "cannot be read")]
    [InlineData("another model", "input_ids or tokens was expected")]
    [InlineData("no program", "apt-get install espeak-ng")]
    public async Task What_is_missing_or_another_thing_is_named_and_the_next_synthesiser_speaks(string what, string says)
    {
        var options = _toy.Options;
        if (what == "another model")
        {
            var graph = new OnnxGraph();
            graph.Output("y", graph.Input("x", OnnxGraph.Float, 1), OnnxGraph.Float, 1);
            graph.Save(Path.Combine(_toy.Folder, "model.onnx"));
        }
        else if (what != "no model")
        {
            _toy.WriteCommunity();
        }
        if (what == "no voice")
            options = options with { Voice = "af_nobody" };
        if (what == "cut voice")
            await File.WriteAllBytesAsync(Path.Combine(_toy.Folder, "voices", "af_heart.bin"), new byte[522_239], Cancelled);
        if (what == "no program")
            options = options with { Espeak = Path.Combine(_toy.Folder, "nothing") };
        await using var held = what == "held voice" ? new FileStream(Path.Combine(_toy.Folder, "voices", "af_heart.bin"), FileMode.Open, FileAccess.ReadWrite, FileShare.None) : null;
        using var broken = new KokoroSynthesizer(options, TimeProvider.System);
        using var other = new ToyKokoro().WriteVoice("af_heart").WriteFirst();
        using var whole = new KokoroSynthesizer(other.Options, TimeProvider.System);

        var error = await Assert.ThrowsAsync<SpeechException>(() => broken.SpeakAsync("ab.", Cancelled).ToListAsync(Cancelled).AsTask());
        Assert.Contains(says, error.Message, StringComparison.Ordinal);
        var chain = new SynthesizerChain([broken, whole], TimeProvider.System, NullLogger<SynthesizerChain>.Instance);
        Assert.Single(await chain.SpeakAsync("ab.", Cancelled).ToListAsync(Cancelled));
    }

    [Fact]
    public async Task A_look_finds_what_is_missing_without_loading_the_model()
    {
        await File.WriteAllTextAsync(Path.Combine(_toy.Folder, "model.onnx"), "nonsense", Cancelled);
        using var kokoro = new KokoroSynthesizer(_toy.Options, TimeProvider.System);

        await kokoro.CheckAsync(Cancelled);
        File.Delete(Path.Combine(_toy.Folder, "model.onnx"));
        await Assert.ThrowsAsync<SpeechException>(() => kokoro.CheckAsync(Cancelled));
    }

    [Fact]
    public async Task Who_is_interrupted_after_a_sentence_makes_no_other_and_the_next_text_is_spoken()
    {
        using var kokoro = new KokoroSynthesizer(_toy.WriteCommunity().Options, TimeProvider.System);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);
        var made = 0;

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var _ in kokoro.SpeakAsync("ab. ba. bb.", stop.Token))
            {
                made++;
                await stop.CancelAsync();
            }
        });
        Assert.Equal(1, made);
        Assert.Equal(3, (await kokoro.SpeakAsync("ab. ba. bb.", Cancelled).ToListAsync(Cancelled)).Count);
    }

    private async Task<IReadOnlyList<Sound>> SpeakAsync(KokoroOptions options, string text)
    {
        var kokoro = new KokoroSynthesizer(options, TimeProvider.System);
        _open.Add(kokoro);
        return await kokoro.SpeakAsync(text, Cancelled).ToListAsync(Cancelled);
    }

    private static void AssertTokens(Sound sound, float speed, float style, params ReadOnlySpan<int> tokens)
    {
        Assert.Equal(tokens.Length * ToyKokoro.SamplesPerToken, sound.Samples.Length);
        var floats = sound.ToFloats();
        for (var i = 0; i < tokens.Length; i++)
            Assert.Equal((tokens[i] / 1024f * speed) + style, floats[(i * ToyKokoro.SamplesPerToken) + 300], 1e-4f);
    }

    private static void AssertFirst(Sound sound, float style) => Assert.Equal(style, sound.ToFloats()[10], 1e-4f);
}
