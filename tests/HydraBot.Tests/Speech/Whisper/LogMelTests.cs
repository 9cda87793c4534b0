using HydraBot.Speech.Recognition.Whisper;
using Xunit;

namespace HydraBot.Tests.Speech.Whisper;

/// <summary>Known answers from the definitions in whisper/audio.py and librosa, summed in 64 bits by a program of its own.</summary>
public class LogMelTests
{
    [Theory]
    [InlineData(80, 0, 1, new[] { 0.02486259f, 0.00199082f })]
    [InlineData(80, 1, 1, new[] { 0.00199082f, 0.02287177f })]
    [InlineData(80, 79, 198, new[] { 0.000897518f, 0.000448759f })]
    [InlineData(128, 0, 1, new[] { 0.01237399f })]
    [InlineData(128, 127, 194, new[] { 0.003900125f, 0.005041602f, 0.004457121f, 0.003342841f, 0.00222856f, 0.00111428f })]
    public void The_filters_are_those_that_were_published(int bands, int band, int bin, float[] weights)
    {
        var filter = MelFilter.Bank(bands, 201, 16_000)[band];
        var power = new float[201];
        for (var i = 0; i < (band == 0 ? 1 : weights.Length); i++)
        {
            Array.Clear(power);
            power[bin + i] = 1;
            Assert.Equal(weights[i], filter.Of(power), 8);
        }
    }

    [Theory]
    [InlineData(80, -0.7046143, -0.715161, new[] { 0, 10, 17, 40, 79, 5, 5 }, new[] { 0.822547, 1.194917, 0.345244, 0.24096, 0.272536, 0.747595, 0.202088 })]
    [InlineData(128, -0.6581621, -0.667978, new[] { 0, 10, 17, 40, 127, 5, 5 }, new[] { 0.746788, 0.292353, 1.180807, 0.541856, 0.261755, 0.63731, 0.113249 })]
    public void Features_are_those_that_the_definition_gives(int bands, double mean, double silence, int[] band, double[] expected)
    {
        int[] frame = [0, 5, 16, 20, 29, 30, 31];
        var features = new LogMel(bands).Of(Signal(4800));

        Assert.Equal(bands * 3000, features.Length);
        Assert.Equal(mean, features.Average(), 1e-4);
        Assert.Equal(silence, features[^1], 1e-4);
        Assert.All(expected.Index(), value => Assert.Equal(value.Item, features[(band[value.Index] * 3000) + frame[value.Index]], 1e-4));
    }

    [Fact]
    public void Silence_is_the_same_everywhere() => Assert.All(new LogMel(80).Of([]), value => Assert.Equal(-1.5f, value, 5));

    [Fact]
    public void Sound_of_more_than_a_window_is_cut_and_its_end_reflected()
    {
        var sound = Signal(480_000);
        var features = new LogMel(80).Of([.. sound, .. Signal(1600)]);

        Assert.Equal(new LogMel(80).Of(sound), features);
        Assert.All(Enumerable.Range(0, 80), band => Assert.InRange(features[(band * 3000) + 2999], -0.5f, 1.5f));
    }

    /// <summary>A tone of 440 Hz in noise, the same everywhere.</summary>
    private static float[] Signal(int length)
    {
        var state = 1L;
        return [.. Enumerable.Range(0, length).Select(i =>
        {
            state = ((state * 1103515245) + 12345) % 2147483648;
            return (float)((Math.Round(8000 * Math.Sin(2 * Math.PI * 440 * i / 16000)) + ((state >> 16) % 2001) - 1000) / 32768);
        })];
    }
}
