namespace HydraBot.Discord.Interactions;

/// <summary>How an interaction is deferred that was not answered in time.</summary>
public enum Deferral
{
    /// <summary>Not at all: the handler promises to answer, or to show a modal, inside three seconds.</summary>
    None,

    /// <summary>Everybody sees that the bot is thinking, and the answer.</summary>
    Public,

    /// <summary>Only the member sees it. Cannot be changed by the answer.</summary>
    Ephemeral,

    /// <summary>Nothing is shown; the message with the component may be updated later. Components and modals from components alone.</summary>
    Update,
}
