namespace HydraBot.Discord.Interactions;

/// <summary>Brings every interaction to its handler; one without is answered with <see cref="DiscordClientOptions.UnknownReply"/>.</summary>
public sealed class InteractionRouter
{
    internal InteractionRouter() { }

    /// <summary>Handles a command by its path: <c>status</c>, <c>container restart</c>, or the name of a context command.</summary>
    public IDisposable OnCommand(string path, Func<InteractionContext, CancellationToken, Task> handler, Deferral deferral = Deferral.Public) => throw new NotSupportedException();

    /// <summary>Offers choices for a command's option while the member types; up to 25 are sent.</summary>
    public IDisposable OnAutocomplete(string path, Func<InteractionContext, CancellationToken, Task<IReadOnlyList<CommandChoice>>> handler) => throw new NotSupportedException();

    /// <summary>Handles buttons and selects whose custom id starts with this; the longest that fits wins.</summary>
    public IDisposable OnComponent(string customIdPrefix, Func<InteractionContext, CancellationToken, Task> handler, Deferral deferral = Deferral.Update) => throw new NotSupportedException();

    /// <summary>Handles submitted modals whose custom id starts with this; the longest that fits wins.</summary>
    public IDisposable OnModal(string customIdPrefix, Func<InteractionContext, CancellationToken, Task> handler, Deferral deferral = Deferral.Public) => throw new NotSupportedException();
}
