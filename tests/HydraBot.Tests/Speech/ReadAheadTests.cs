using System.Runtime.CompilerServices;
using HydraBot.Speech;
using HydraBot.Speech.Synthesis;
using Xunit;

namespace HydraBot.Tests.Speech;

public class ReadAheadTests
{
    private readonly TaskCompletionSource[] _made = [.. Enumerable.Range(0, 6).Select(_ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously))];
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    [Fact]
    public async Task The_next_sound_is_made_while_the_first_is_still_in_use()
    {
        var stop = TestContext.Current.CancellationToken;
        await using var sounds = MakeAsync(4, fails: false, stop).OneAheadAsync(stop).GetAsyncEnumerator(stop);
        Assert.True(await sounds.MoveNextAsync());
        await _made[1].Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);

        var rates = new List<int> { sounds.Current.Rate };
        while (await sounds.MoveNextAsync())
            rates.Add(sounds.Current.Rate);
        Assert.Equal([1, 2, 3, 4], rates);
    }

    [Fact]
    public async Task Who_stops_reading_stops_the_making()
    {
        await foreach (var _ in MakeAsync(int.MaxValue, fails: false, TestContext.Current.CancellationToken).OneAheadAsync(TestContext.Current.CancellationToken))
            break;

        await _ended.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task What_goes_wrong_is_told_after_what_was_made()
    {
        var rates = new List<int>();
        var error = await Assert.ThrowsAsync<SpeechException>(async () =>
        {
            await foreach (var sound in MakeAsync(2, fails: true, TestContext.Current.CancellationToken).OneAheadAsync(TestContext.Current.CancellationToken))
                rates.Add(sound.Rate);
        });

        Assert.Equal("broken", error.Message);
        Assert.Equal([1, 2], rates);
    }

    private async IAsyncEnumerable<Sound> MakeAsync(int count, bool fails, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        try
        {
            for (var i = 0; i < count; i++)
            {
                await Task.Yield();
                cancellationToken.ThrowIfCancellationRequested();
                if (i < _made.Length)
                    _made[i].TrySetResult();
                yield return new Sound(new short[1], i + 1);
            }
            if (fails)
                throw new SpeechException("broken");
        }
        finally
        {
            _ended.TrySetResult();
        }
    }
}
