using HydraBot.Speech;
using HydraBot.Speech.Recognition.Whisper;
using Xunit;

namespace HydraBot.Tests.Speech.Whisper;

/// <summary>How sure a piece is, and what is done about doubt.</summary>
public sealed class WhisperDecoderTests : IDisposable
{
    private static readonly int Hydra = ToyWhisper.Word("Ġhydra");

    private readonly ToyWhisper _toy = new();

    public void Dispose() => _toy.Dispose();

    [Theory]
    [InlineData(20, 0)]
    [InlineData(1, 1)]
    public void It_is_tried_at_higher_temperatures_until_it_is_sure(float logit, float temperature)
    {
        _toy.Says(3, Hydra, logit: logit).Says(4, ToyWhisper.End);
        var piece = Decode();

        Assert.Equal(temperature, piece.Temperature);
        Assert.Equal(logit == 20, piece.Quality.LogProbability > -1);
    }

    [Fact]
    public void What_goes_in_circles_is_tried_at_higher_temperatures_though_it_is_sure()
    {
        for (var place = 3; place < 60; place++)
            _toy.Says(place, Hydra);
        _toy.Says(60, ToyWhisper.End);
        var piece = Decode();

        Assert.Equal(1, piece.Temperature);
        Assert.True(piece.Quality.Compression > 2.4);
    }

    [Fact]
    public void Where_nobody_speaks_it_is_not_tried_again()
    {
        _toy.Says(0, ToyWhisper.NoSpeech).Says(3, Hydra, logit: 1).Says(4, ToyWhisper.End);
        var piece = Decode();

        Assert.Equal(0, piece.Temperature);
        Assert.True(piece.Quality.NoSpeech > 0.9);
    }

    [Theory]
    [InlineData(0, null, true)]
    [InlineData(0, "the", false)]
    [InlineData(2, "the", true)]
    public void Whether_anybody_speaks_is_read_at_the_start_wherever_that_is(int place, string? hint, bool nobody)
    {
        _toy.Says(place, ToyWhisper.NoSpeech).SaysAll(hint is null ? 3 : 5, null, Hydra, ToyWhisper.End);

        Assert.Equal(nobody, Decode(hint).Quality.NoSpeech > 0.5);
    }

    [Fact]
    public void The_sureness_is_the_mean_of_all_tokens_and_the_end()
    {
        // A logit of 7 over 1,811 of 0 has the probability e^7 / (e^7 + 1810 less what may not be said); the end is all but certain.
        _toy.Says(3, Hydra, logit: 7).Says(4, Hydra, logit: 7).Says(5, ToyWhisper.End);
        var piece = Decode();
        // Not first: a space and the end. Never: steering tokens, of which six are here. Without timestamps: those 1,501 and the mark for it.
        const int left = ToyWhisper.Vocabulary - 6 - 1502;
        var first = 7 - Math.Log(Math.Exp(7) + left - 2 - 1);
        var second = 7 - Math.Log(Math.Exp(7) + left - 1);
        var end = 20 - Math.Log(Math.Exp(20) + left - 1);

        Assert.Equal((first + second + end) / 3, piece.Quality.LogProbability!.Value, 1e-3);
    }

    private WhisperPiece Decode(string? hint = null)
    {
        using var model = WhisperModel.Load(_toy.Write().Options);
        using var encoded = model.Encode(model.Mel.Of(new Sound(Tones.Sine(300, Sound.SpeechRate, 1), Sound.SpeechRate).ToFloats()), TestContext.Current.CancellationToken);
        return new WhisperDecoder(model).Decode(encoded, "en", hint, timestamps: false, TestContext.Current.CancellationToken);
    }
}
