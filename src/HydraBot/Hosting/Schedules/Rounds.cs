namespace HydraBot.Hosting.Schedules;

/// <summary>How the house comes back to something again and again.</summary>
internal static class Rounds
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);

    extension(TimeProvider time)
    {
        /// <summary>Waits until a moment, looking at the clock every hour: it may be set meanwhile.</summary>
        public async Task UntilAsync(DateTimeOffset moment, CancellationToken cancellationToken)
        {
            for (var left = moment - time.GetUtcNow(); left > TimeSpan.Zero; left = moment - time.GetUtcNow())
                await Task.Delay(left < LongestWait ? left : LongestWait, time, cancellationToken);
        }

        /// <summary>Makes a round and rests, until the house stops.</summary>
        /// <param name="pause">How long to rest.</param>
        /// <param name="round">What to do.</param>
        /// <param name="failed">Told of a round that failed, which is no reason to make none any more.</param>
        /// <param name="restFirst">True when the first round comes after a pause.</param>
        /// <param name="stoppingToken">Ends it; that is no failure.</param>
        public async Task RoundsAsync(TimeSpan pause, Func<CancellationToken, Task> round, Action<Exception> failed, bool restFirst, CancellationToken stoppingToken)
        {
            try
            {
                for (var rest = restFirst; ; rest = true)
                {
                    if (rest)
                        await Task.Delay(pause, time, stoppingToken);
                    try
                    {
                        await round(stoppingToken);
                    }
                    catch (Exception exception) when (exception is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
                    {
                        failed(exception);
                    }
                }
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                // The next start goes on.
            }
        }
    }
}
