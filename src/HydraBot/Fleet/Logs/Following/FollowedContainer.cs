using HydraBot.Fleet.Engine;

namespace HydraBot.Fleet.Logs.Following;

/// <summary>One log in one thread.</summary>
/// <param name="container">Whose log.</param>
/// <param name="thread">Where it is shown.</param>
/// <param name="until">How long at most.</param>
internal sealed class FollowedContainer(Container container, string thread, DateTimeOffset until)
{
    private readonly TaskCompletionSource<string> _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Container Container => container;

    public string Thread => thread;

    public DateTimeOffset Until => until;

    /// <summary>Ends with the name of whoever has seen enough.</summary>
    public Task<string> Stopped => _stopped.Task;

    public void Stop(string by) => _stopped.TrySetResult(by);
}
