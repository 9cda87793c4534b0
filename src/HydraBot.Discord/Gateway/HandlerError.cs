namespace HydraBot.Discord;

/// <summary>A handler threw; the connection and all other handlers go on.</summary>
/// <param name="EventName">Discord's name of the event, such as <c>MESSAGE_CREATE</c>.</param>
/// <param name="Event">The event, or the <see cref="Interactions.InteractionContext"/>.</param>
/// <param name="Exception">What was thrown.</param>
public sealed record HandlerError(string EventName, object Event, Exception Exception);
