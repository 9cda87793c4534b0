using HydraBot.Speech;
using HydraBot.Speech.Hearing;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace HydraBot.Tests.Speech;

/// <summary>An ear whose models are a script: loud samples are speech, and a step with the sample 12345 is the wake word.</summary>
public sealed class EarTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly List<EarEvent> _events = [];
    private readonly Ear _ear;

    public EarTests() => _ear = new Ear(new Loud(), new Marked(), new EarOptions(), _time);

    public void Dispose() => _ear.Dispose();

    [Fact]
    public void What_nobody_woke_it_for_is_not_cut_out()
    {
        Say(2000);
        Quiet(2000);

        Assert.Empty(_events);
    }

    [Fact]
    public void After_the_wake_word_a_sentence_is_cut_out_half_a_second_after_its_end()
    {
        Wake();
        Quiet(300);
        Say(1200);
        var end = _time.GetUtcNow();
        while (!_events.OfType<EarEvent.Ended>().Any())
            Silent(20);

        Assert.InRange((_time.GetUtcNow() - end).TotalMilliseconds, 480, 680);
        var sentence = Assert.Single(_events.OfType<EarEvent.Ended>());
        Assert.False(sentence.Overheard);
        Assert.InRange(sentence.Voiced.TotalMilliseconds, 1100, 1300);
        Assert.InRange(sentence.Speech.Duration.TotalMilliseconds, 1600, 2300);
    }

    [Fact]
    public void The_clock_ends_a_sentence_when_no_packet_comes_any_more()
    {
        _ear.Open(TimeSpan.FromSeconds(5));
        Say(800);
        var waited = 0;
        for (; !_events.OfType<EarEvent.Ended>().Any() && waited < 1200; waited += 20)
            Tick(20);

        // To the tick: what is missing for longer than the network's jitter is known to be silence from then on.
        Assert.InRange(waited, 500, 540);
    }

    [Fact]
    public void A_command_without_a_pause_after_the_wake_word_is_heard()
    {
        Say(500);
        Wake();
        Say(1000);
        Quiet(700);

        Assert.Single(_events.OfType<EarEvent.Ended>());
    }

    [Fact]
    public void The_rest_of_the_wake_word_is_no_sentence()
    {
        Say(400);
        Wake();
        Say(120);
        Quiet(400);
        Say(1000);
        Quiet(700);

        var sentence = Assert.Single(_events.OfType<EarEvent.Ended>());
        Assert.InRange(sentence.Voiced.TotalMilliseconds, 900, 1100);
    }

    [Fact]
    public void A_wait_in_vain_ends_with_a_word_about_it()
    {
        Wake();
        for (var i = 0; i < 400; i++)
            Tick(20);

        Assert.Single(_events.OfType<EarEvent.NothingCame>());
        Assert.False(_ear.IsAwake);
    }

    [Fact]
    public void A_cough_is_no_sentence_and_the_ear_stays_awake()
    {
        _ear.Open(TimeSpan.FromSeconds(10));
        Say(100);
        Quiet(700);
        Assert.Empty(_events.OfType<EarEvent.Ended>());
        Say(900);
        Quiet(700);
        Assert.Single(_events.OfType<EarEvent.Ended>());
    }

    [Fact]
    public void Who_never_stops_is_cut_at_the_longest()
    {
        _ear.Open(TimeSpan.FromSeconds(5));
        Say(16_000);

        Assert.InRange(Assert.Single(_events.OfType<EarEvent.Ended>()).Speech.Duration.TotalSeconds, 14, 16);
    }

    [Fact]
    public void While_it_overhears_a_sentence_is_cut_out_and_marked()
    {
        _ear.Overhears = true;
        Say(500);
        Quiet(700);

        Assert.True(Assert.Single(_events.OfType<EarEvent.Ended>()).Overheard);
    }

    [Fact]
    public void One_wake_word_wakes_once()
    {
        Wake();
        Wake();

        Assert.Single(_events.OfType<EarEvent.Woke>());
    }

    private void Wake() => Feed(80, 12_345);

    private void Say(int milliseconds) => Feed(milliseconds, 9000);

    private void Quiet(int milliseconds) => Feed(milliseconds, 0);

    private void Silent(int milliseconds) => Feed(milliseconds, 0);

    private void Feed(int milliseconds, short sample)
    {
        for (var at = 0; at < milliseconds; at += 20)
        {
            _time.Advance(TimeSpan.FromMilliseconds(20));
            var frame = new short[320];
            Array.Fill(frame, sample);
            _events.AddRange(_ear.Hear(frame));
            _events.AddRange(_ear.Tick());
        }
    }

    private void Tick(int milliseconds)
    {
        _time.Advance(TimeSpan.FromMilliseconds(milliseconds));
        _events.AddRange(_ear.Tick());
    }

    private sealed class Loud : IVoiceActivity
    {
        public float Probability(ReadOnlySpan<short> frame) => Math.Abs(frame[256]) == 9000 ? 0.9f : 0.1f;

        public void Reset()
        {
        }

        public void Dispose()
        {
        }
    }

    private sealed class Marked : IWakeDetector
    {
        public (string Word, float Score) Hear(ReadOnlySpan<short> step) => ("hey test", step.Contains((short)12_345) ? 0.9f : 0);

        public void Reset()
        {
        }

        public void Dispose()
        {
        }
    }
}
