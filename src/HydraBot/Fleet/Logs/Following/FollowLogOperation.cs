using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using HydraBot.Fleet.Containers;
using HydraBot.Fleet.Engine;
using HydraBot.Governance;
using HydraBot.Governance.Operations;
using HydraBot.Hosting.Threads;

namespace HydraBot.Fleet.Logs.Following;

/// <summary>A log that is followed.</summary>
/// <param name="Container">Whose.</param>
/// <param name="Thread">Where, by its id on Discord.</param>
/// <param name="Until">How long at most.</param>
internal sealed record FollowedLog(string Container, string Thread, DateTimeOffset Until);

/// <summary>Shows in a thread what a container writes while it writes it.</summary>
internal sealed class FollowLogOperation(ContainerFinder finder, LogFollower follower, TimeProvider time, IConversationThreads? threads = null)
{
    private const string Elsewhere = "command";
    private const int LongestMinutes = 60;

    [Operation("container.follow", Slash = "follow", Access = AccessLevel.Operator, Effect = OperationEffect.Change, TimeLimitSeconds = 30)]
    [Description("Opens a thread with what a container writes from now on")]
    public async Task<OperationResult<FollowedLog>> FollowAsync(
        [Description("Its name, or the beginning of its id"), Suggest<ContainerNames>] string container,
        Clearance clearance,
        [Description("For how many minutes"), Range(1, LongestMinutes)] int minutes = 15,
        CancellationToken cancellationToken = default)
    {
        if (threads is null)
            throw new OperationException("There is no Discord here on which a thread could be opened.");
        var found = await finder.FindAsync(container, cancellationToken);
        if (!found.IsUp && found.State != ContainerState.Restarting)
            throw new OperationException($"`{found.Name}` does not run and writes nothing: {found.Status}. `/logs` shows what it wrote.");
        var until = time.GetUtcNow() + TimeSpan.FromMinutes(minutes);
        using var place = follower.Reserve();
        var first = new Card
        {
            Title = $"What {found.Name} writes",
            Severity = CardSeverity.Good,
            Text = $"Its log stands in the thread below, until <t:{until.ToUnixTimeSeconds()}:t>. `{LogFollower.Stop}`, written there by an Operator, ends it before.",
            Footer = $"Followed for {clearance.Caller.Name}",
        };
        try
        {
            var thread = await threads.OpenAsync(new ThreadWish(LogFollower.RoomName, clearance.RequestId.ToString("N"), clearance.Caller.Channel ?? Elsewhere, $"{found.Name}: log", first), cancellationToken);
            place.Begin(new FollowedContainer(found, thread, until));
            return OperationResult.Of(new FollowedLog(found.Name, thread, until), new Card { Title = $"{found.Name} is followed", Severity = CardSeverity.Good, Text = $"In <#{thread}>, until <t:{until.ToUnixTimeSeconds()}:t>." });
        }
        catch (ThreadsUnavailableException exception)
        {
            throw new OperationException($"Discord cannot be reached: {exception.Message}", exception);
        }
    }
}
