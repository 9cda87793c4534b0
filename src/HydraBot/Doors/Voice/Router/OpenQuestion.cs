using HydraBot.Voice.Turns;

namespace HydraBot.Doors.Voice.Router;

/// <summary>A question that a member was asked, and what a yes does.</summary>
/// <param name="Readback">What it is about.</param>
/// <param name="Until">After that no answer counts.</param>
/// <param name="Yes">Does it, as the member with the access that they have at that moment.</param>
internal sealed record OpenQuestion(string Readback, DateTimeOffset Until, Func<Governance.Operations.Caller, CancellationToken, Task<SpokenAnswer>> Yes)
{
    private int _taken;
    private readonly TaskCompletionSource _withdrawn = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends once it was answered by either way.</summary>
    public Task Withdrawn => _withdrawn.Task;

    /// <summary>True for the first answer alone, be it by voice or by hand.</summary>
    public bool TryTake()
    {
        if (Interlocked.Exchange(ref _taken, 1) == 1)
            return false;
        _withdrawn.TrySetResult();
        return true;
    }
}
