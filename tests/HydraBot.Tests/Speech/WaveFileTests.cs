using HydraBot.Speech;
using HydraBot.Speech.Recognition;
using Xunit;

namespace HydraBot.Tests.Speech;

public class WaveFileTests
{
    [Fact]
    public void What_is_written_is_read_back()
    {
        var sound = new Sound(new short[] { 1, -2, 32767, -32768 }, 22_050);
        var back = WaveFile.Read(WaveFile.Write(sound));

        Assert.Equal(sound.Rate, back.Rate);
        Assert.Equal(sound.Samples.ToArray(), back.Samples.ToArray());
    }

    [Fact]
    public void A_size_that_was_not_known_yet_means_all_that_follows()
    {
        var file = WaveFile.Write(new Sound(new short[] { 1, 2, 3 }, 16_000));
        Array.Fill(file, (byte)0xFF, 40, 4);

        Assert.Equal([1, 2, 3], WaveFile.Read(file).Samples.ToArray());
    }

    [Fact]
    public void Cut_and_changed_files_are_errors_and_nothing_worse()
    {
        var file = WaveFile.Write(new Sound(new short[100], 16_000));
        var random = new Random(1);
        for (var i = 0; i < 20_000; i++)
        {
            var broken = file[..random.Next(file.Length)];
            for (var j = 0; j < 3 && broken.Length > 0; j++)
                broken[random.Next(broken.Length)] = (byte)random.Next(256);
            try
            {
                WaveFile.Read(broken);
            }
            catch (SpeechException)
            {
                // As it should be.
            }
        }
    }
}
