using Microsoft.Extensions.Hosting;

namespace HydraBot.DiscordEmulator;

/// <summary>This server lives and ends with whoever started it; signals are for them.</summary>
internal sealed class NoLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
