using HydraBot.Improvement.Tunables;

namespace HydraBot.Improvement.Watching;

/// <summary>Puts into force what was in force when the house last ran, before any door opens.</summary>
internal sealed class ImprovementStart(TuningDesk tuning) : IHostedLifecycleService
{
    public Task StartingAsync(CancellationToken cancellationToken) => tuning.LoadAsync(cancellationToken);

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
