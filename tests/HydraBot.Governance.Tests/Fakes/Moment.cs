namespace HydraBot.Governance.Tests.Fakes;

/// <summary>A moment in which something else happens, once.</summary>
internal sealed class Moment
{
    private Func<Task>? _happening;

    public void Then(Func<Task> happening) => Volatile.Write(ref _happening, happening);

    public Task ComeAsync() => Interlocked.Exchange(ref _happening, null)?.Invoke() ?? Task.CompletedTask;
}
