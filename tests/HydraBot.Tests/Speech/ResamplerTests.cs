using HydraBot.Speech;
using Xunit;

namespace HydraBot.Tests.Speech;

public class ResamplerTests
{
    [Theory]
    [InlineData(48_000, 16_000, 1000)]
    [InlineData(48_000, 16_000, 6500)]
    [InlineData(24_000, 48_000, 3000)]
    [InlineData(22_050, 48_000, 440)]
    [InlineData(44_100, 16_000, 2000)]
    public void A_tone_that_both_rates_can_hold_keeps_its_pitch_and_its_loudness(int from, int to, double hertz)
    {
        var changed = new Sound(Tones.Sine(hertz, from, 0.5), from).At(to).Samples.Span;

        Assert.InRange(changed.Length, to * 0.5 - 80, to * 0.5 + 80);
        Assert.InRange(Tones.Amplitude(changed, hertz, to), 9900, 10_100);
    }

    [Theory]
    [InlineData(48_000, 16_000, 9000, 7000)]
    [InlineData(48_000, 16_000, 15_000, 1000)]
    [InlineData(24_000, 16_000, 11_000, 5000)]
    public void A_tone_above_the_new_limit_does_not_come_back_as_another(int from, int to, double hertz, double mirror)
    {
        var changed = new Sound(Tones.Sine(hertz, from, 0.5), from).At(to).Samples.Span;

        // 70 dB below the tone that went in; rounding to 16 bits is at 96.
        Assert.True(Tones.Amplitude(changed, mirror, to) < 3.2, $"an alias of {Tones.Amplitude(changed, mirror, to)}");
    }

    [Fact]
    public void Upwards_no_image_of_a_tone_appears()
    {
        var changed = new Sound(Tones.Sine(3000, 16_000, 0.5), 16_000).At(48_000).Samples.Span;

        Assert.True(Tones.Amplitude(changed, 13_000, 48_000) < 3.2);
    }

    [Fact]
    public void In_small_pieces_it_makes_the_same_as_in_one()
    {
        var sound = Tones.Sine(700, 48_000, 0.2);
        var whole = new Sound(sound, 48_000).At(16_000).Samples.ToArray();
        var resampler = new Resampler(48_000, 16_000);
        var pieces = new List<short>();
        for (var at = 0; at < sound.Length; at += 137)
            resampler.Push(sound.AsSpan(at, Math.Min(137, sound.Length - at)), pieces);
        resampler.Flush(pieces);

        Assert.Equal(whole, pieces);
    }

    [Fact]
    public void An_impulse_stays_where_it_was()
    {
        var impulse = new short[4800];
        impulse[2400] = 30_000;
        var changed = new Sound(impulse, 48_000).At(16_000).Samples.ToArray();

        Assert.Equal(800, Array.IndexOf(changed, changed.Max()));
    }
}
