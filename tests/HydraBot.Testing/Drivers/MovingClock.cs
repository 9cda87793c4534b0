using Microsoft.Extensions.Time.Testing;

namespace HydraBot.Testing.Drivers;

/// <summary>Time that goes on until something happened.</summary>
public static class MovingClock
{
    private static readonly TimeSpan Breath = TimeSpan.FromMilliseconds(20);

    extension(FakeTimeProvider time)
    {
        /// <summary>
        /// Moves the clock step by step until what is awaited has happened. A single step may be made before anybody waits for the time:
        /// what runs in the background begins on a thread of its own.
        /// </summary>
        public async Task<T> UntilAsync<T>(Task<T> awaited, TimeSpan step, CancellationToken cancellationToken)
        {
            while (!awaited.IsCompleted)
            {
                cancellationToken.ThrowIfCancellationRequested();
                time.Advance(step);
                await Task.WhenAny(awaited, Task.Delay(Breath, TimeProvider.System, cancellationToken));
            }

            return await awaited;
        }
    }
}
