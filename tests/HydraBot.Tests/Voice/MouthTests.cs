using System.Threading.Channels;
using HydraBot.Governance;
using HydraBot.Governance.Operations;
using HydraBot.Speech;
using HydraBot.Speech.Opus;
using HydraBot.Speech.Synthesis;
using HydraBot.Testing;
using HydraBot.Testing.Road;
using HydraBot.Voice;
using HydraBot.Tests.Discord;
using HydraBot.Voice.Calls;
using HydraBot.Voice.Metrics;
using HydraBot.Voice.Speaking;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace HydraBot.Tests.Voice;

/// <summary>What is said, when, and how it is silenced.</summary>
public sealed class MouthTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Later = TimeProvider.System.GetUtcNow() + TimeSpan.FromMinutes(5);
    private readonly CancellationTokenSource _end = new();
    private readonly Said _call = new();
    private TestRoad _road = null!;
    private Mouth _mouth = null!;
    private Task _running = Task.CompletedTask;

    public async ValueTask InitializeAsync()
    {
        Parts.Require(OpusLibrary.IsPresent, "libopus is not installed: apt-get install libopus0");
        _road = await Rooms.BuildAsync(_ => { });
        _mouth = new Mouth(
            _call, new Words(), new PhraseCache(), new VoiceMetrics(_road.Services.GetRequiredService<RoadTelemetry>()), TimeProvider.System, NullLogger<Mouth>.Instance);
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _mouth?.Dispose();
        if (_road is not null)
            await _road.DisposeAsync();
        _end.Dispose();
    }

    [Fact]
    public async Task The_most_urgent_is_said_first_and_nothing_twice()
    {
        _ = Say("news", SpeechPriority.News);
        _ = Say("answer", SpeechPriority.Answer);
        _ = Say("news", SpeechPriority.News);
        _ = Say("alert", SpeechPriority.Alert);
        Start();

        Assert.Equal(["answer", "alert", "news"], await _call.NextAsync(3));
    }

    [Fact]
    public async Task Nothing_is_said_over_somebody_until_they_have_ended()
    {
        _mouth.FloorTaken(true);
        Start();
        var news = Say("news", SpeechPriority.News);
        await Task.Delay(TimeSpan.FromMilliseconds(300), TimeProvider.System, Patience.Token);
        Assert.False(news.IsCompleted);
        Assert.Equal(0, _call.Count);
        _mouth.FloorTaken(false);

        Assert.Equal(["news"], await _call.NextAsync(1));
    }

    [Fact]
    public async Task Breaking_off_ends_the_sound_within_a_fifth_of_a_second()
    {
        Start();
        var said = Say("long", SpeechPriority.Answer);
        await _call.Began.Task.WaitAsync(Patience.Token);
        var before = TimeProvider.System.GetTimestamp();
        _mouth.BreakOff();
        await said.WaitAsync(Patience.Token);

        Assert.InRange(TimeProvider.System.GetElapsedTime(before).TotalMilliseconds, 0, 200);
        Assert.True(_call.WasCut);
    }

    [Fact]
    public async Task Stop_leaves_the_alerts()
    {
        _mouth.FloorTaken(true);
        var news = Say("news", SpeechPriority.News);
        _ = Say("alert", SpeechPriority.Alert);
        _mouth.Hush();
        await news.WaitAsync(Patience.Token);
        _mouth.FloorTaken(false);
        Start();

        Assert.Equal(["alert"], await _call.NextAsync(1));
    }

    [Fact]
    public async Task What_is_not_worth_saying_any_more_is_left_out()
    {
        var old = new Utterance("old", SpeechPriority.Alert, TimeProvider.System.GetUtcNow() - TimeSpan.FromSeconds(1));
        _mouth.Say(old);
        _ = Say("new", SpeechPriority.News);
        Start();

        Assert.Equal(["new"], await _call.NextAsync(1));
    }

    [Theory]
    [InlineData("22:00", "07:00", 23, true)]
    [InlineData("22:00", "07:00", 3, true)]
    [InlineData("22:00", "07:00", 12, false)]
    [InlineData(null, null, 3, false)]
    public void Quiet_hours_go_over_midnight(string? from, string? to, int hour, bool quiet) =>
        Assert.Equal(quiet, new FeedbackOptions { QuietFrom = from, QuietTo = to }.IsQuiet(new DateTimeOffset(2026, 1, 1, hour, 0, 0, TimeSpan.Zero)));

    private Task Say(string text, SpeechPriority priority)
    {
        var utterance = new Utterance(text, priority, Later);
        _mouth.Say(utterance);
        return utterance.Said;
    }

    private void Start() => _running = _mouth.RunAsync(_end.Token);

    /// <summary>A voice whose sound is the length of its text, a tenth of a second a letter; "long" never ends.</summary>
    private sealed class Words : ITextToSpeech
    {
        public string Name => "words";

        public async IAsyncEnumerable<Sound> SpeakAsync(string text, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
        {
            do
            {
                await Task.Yield();
                yield return new Sound(Enumerable.Repeat((short)text[0], 1600 * text.Length).ToArray(), Sound.SpeechRate);
            }
            while (text == "long" && !cancellationToken.IsCancellationRequested);
        }

        public Task CheckAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }

    private sealed class Said : IVoiceCall
    {
        private static readonly Dictionary<int, string> ByFrames = new() { [20] = "news", [30] = "answer", [25] = "alert", [15] = "new" };
        private readonly Channel<string> _said = System.Threading.Channels.Channel.CreateUnbounded<string>();

        public TaskCompletionSource Began { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public bool WasCut { get; private set; }

        public int Count => _said.Reader.Count;

        public string Channel => "voice";

        public ChannelReader<HeardFrame> Heard { get; } = System.Threading.Channels.Channel.CreateUnbounded<HeardFrame>().Reader;

        public Task Completion => Task.CompletedTask;

        public Action<ulong>? MemberLeft { get; set; }

        public async Task<string[]> NextAsync(int count)
        {
            var all = new List<string>();
            while (all.Count < count)
                all.Add(await _said.Reader.ReadAsync(Patience.Token));
            return [.. all];
        }

        public async Task SpeakAsync(IAsyncEnumerable<ReadOnlyMemory<byte>> opus, CancellationToken cancellationToken)
        {
            var frames = 0;
            try
            {
                await foreach (var frame in opus.WithCancellation(cancellationToken))
                {
                    Began.TrySetResult();
                    cancellationToken.ThrowIfCancellationRequested();
                    frames++;
                }
            }
            catch (OperationCanceledException)
            {
                WasCut = true;
                throw;
            }
            _said.Writer.TryWrite(ByFrames.GetValueOrDefault(frames, ByFrames.GetValueOrDefault(frames - 1, $"{frames} frames")));
        }

        public ValueTask<Caller?> IdentifyAsync(ulong memberId, CancellationToken cancellationToken) => ValueTask.FromResult<Caller?>(null);

        public Task WriteAsync(Card card, CancellationToken cancellationToken) => Task.CompletedTask;

        public Task<bool?> AskAsync(Card card, ulong memberId, CancellationToken cancellationToken) => Task.FromResult<bool?>(null);

        public CallPrivacy Privacy(ulong? memberId) => new(false, 0, null, null, 0);

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
