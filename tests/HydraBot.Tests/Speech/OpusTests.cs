using HydraBot.Speech;
using HydraBot.Speech.Opus;
using HydraBot.Testing;
using Xunit;

namespace HydraBot.Tests.Speech;

public class OpusTests
{
    private static readonly byte[] Silence = [0xF8, 0xFF, 0xFE];

    public OpusTests() => Parts.Require(OpusLibrary.IsPresent, "libopus is not installed: apt-get install libopus0");

    [Fact]
    public void A_tone_comes_back_as_it_was()
    {
        using var encoder = new OpusEncoder(bitrate: 64_000, expectedLoss: 0);
        using var decoder = new OpusDecoder();
        var sound = Tones.Sine(440, 48_000, 1);
        var back = new List<short>();
        var frame = new short[OpusDecoder.MostSamples];
        for (var at = 0; at < sound.Length; at += OpusEncoder.FrameSize)
        {
            var packet = encoder.Encode(sound.AsSpan(at, OpusEncoder.FrameSize));
            Assert.InRange(packet.Length, 3, 1275);
            back.AddRange(frame.AsSpan(0, decoder.Decode(packet, frame)));
        }

        Assert.Equal(sound.Length, back.Count);
        Assert.InRange(Tones.Amplitude(back.ToArray(), 440, 48_000), 8000, 12_000);
    }

    [Fact]
    public void Discords_silence_is_20_ms_of_nothing()
    {
        using var decoder = new OpusDecoder();
        var frame = new short[OpusDecoder.MostSamples];

        Assert.Equal(960, decoder.Decode(Silence, frame));
        Assert.All(frame[..960], sample => Assert.Equal(0, sample));
    }

    [Fact]
    public void What_is_no_packet_is_an_error_that_says_so()
    {
        using var decoder = new OpusDecoder();
        var frame = new short[OpusDecoder.MostSamples];

        var error = Assert.Throws<SpeechException>(() => decoder.Decode([0xFF, 0xFF, 0xFF, 0xFF], frame));
        Assert.Contains("could not decode a packet", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_lost_frame_is_nearer_to_the_truth_with_the_copy_in_the_next_packet_than_made_up()
    {
        var sound = Speechlike(2);
        using var encoder = new OpusEncoder(bitrate: 32_000, expectedLoss: 20);
        var packets = new List<byte[]>();
        for (var at = 0; at + OpusEncoder.FrameSize <= sound.Length; at += OpusEncoder.FrameSize)
            packets.Add(encoder.Encode(sound.AsSpan(at, OpusEncoder.FrameSize)));

        var whole = Decode(packets, lost: _ => false, recover: false);
        var recovered = Error(whole, Decode(packets, lost: i => i % 10 == 5, recover: true));
        var concealed = Error(whole, Decode(packets, lost: i => i % 10 == 5, recover: false));

        Assert.True(recovered < concealed, $"{recovered} is not below {concealed}");
    }

    [Fact]
    public void A_stream_with_losses_stays_as_long_as_it_was_and_outlives_a_damaged_packet()
    {
        using var encoder = new OpusEncoder();
        using var stream = new StreamDecoder();
        var sound = Tones.Sine(300, 48_000, 1);
        var heard = 0;
        for (var i = 0; i < 50; i++)
        {
            byte[] packet = encoder.Encode(sound.AsSpan(i * 960, 960));
            heard += stream.Push(i switch { 10 or 11 => [], 30 => [0xFF, 0xFF, 0xFF, 0xFF], _ => packet }, (uint)(i * 960)).Length;
        }

        Assert.InRange(heard, 15_900, 16_000);
        Assert.Equal((2, 1), (stream.Lost, stream.Damaged));
    }

    [Fact]
    public void Streams_do_not_disturb_each_other()
    {
        using var one = new OpusEncoder();
        using var other = new OpusEncoder();
        using var alone = new StreamDecoder();
        using var first = new StreamDecoder();
        using var second = new StreamDecoder();
        var (low, high) = (Tones.Sine(300, 48_000, 1), Tones.Sine(2500, 48_000, 1));
        List<short> undisturbed = [], beside = [];
        for (var i = 0; i < 50; i++)
        {
            var packet = one.Encode(low.AsSpan(i * 960, 960));
            undisturbed.AddRange(alone.Push(packet, (uint)(i * 960)));
            beside.AddRange(first.Push(packet, (uint)(i * 960)));
            second.Push(other.Encode(high.AsSpan(i * 960, 960)), (uint)(i * 960));
        }

        Assert.Equal(undisturbed, beside);
    }

    [Fact]
    public async Task Sound_of_any_rate_becomes_whole_frames()
    {
        var frames = await OpusSpeech.EncodeAsync(Chunks(), cancellationToken: TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken);

        Assert.InRange(frames.Count, 50, 51);

        static async IAsyncEnumerable<Sound> Chunks()
        {
            foreach (var part in Tones.Sine(300, 24_000, 1).Chunk(1111))
            {
                await Task.CompletedTask;
                yield return new Sound(part, 24_000);
            }
        }
    }

    /// <summary>A buzz whose pitch and loudness wander, as a voice's do.</summary>
    private static short[] Speechlike(double seconds)
    {
        var samples = new short[(int)(48_000 * seconds)];
        double phase = 0;
        for (var i = 0; i < samples.Length; i++)
        {
            var t = i / 48_000.0;
            phase += (140 + 30 * Math.Sin(2 * Math.PI * 3 * t)) / 48_000;
            var loud = 0.6 + 0.4 * Math.Sin(2 * Math.PI * 4 * t);
            for (var harmonic = 1; harmonic < 12; harmonic++)
                samples[i] += (short)(2500 * loud / harmonic * Math.Sin(2 * Math.PI * phase * harmonic));
        }
        return samples;
    }

    private static List<short> Decode(List<byte[]> packets, Func<int, bool> lost, bool recover)
    {
        using var decoder = new OpusDecoder();
        var frame = new short[OpusDecoder.MostSamples];
        var all = new List<short>();
        for (var i = 0; i < packets.Count; i++)
        {
            var count = !lost(i) ? decoder.Decode(packets[i], frame)
                : recover && i + 1 < packets.Count ? decoder.Recover(packets[i + 1], frame) : decoder.Conceal(frame);
            all.AddRange(frame.AsSpan(0, count));
        }
        return all;
    }

    private static double Error(List<short> one, List<short> other) =>
        one.Zip(other, (a, b) => (double)(a - b) * (a - b)).Average();
}
