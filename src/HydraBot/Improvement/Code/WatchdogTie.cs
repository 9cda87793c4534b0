namespace HydraBot.Improvement.Code;

/// <summary>
/// A house under the watchdog ends when the watchdog does, even by <c>kill -9</c>: the pipe between them closes. Else it would hold its port and its
/// data against the next one, unwatched.
/// </summary>
internal sealed class WatchdogTie(IHostApplicationLifetime lifetime) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (Environment.GetEnvironmentVariable(Releases.Supervised) != "1")
            return;
        try
        {
            await using var input = Console.OpenStandardInput();
            // Nothing is ever said there; a read that ends says that the other end is gone. It cannot be cancelled, so it is left behind.
            while (await Task.Run(() => input.ReadByte(), CancellationToken.None).WaitAsync(stoppingToken) >= 0)
            {
            }

            lifetime.StopApplication();
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The house ends by itself.
        }
    }
}
