namespace HydraBot.Discord.Interactions;

/// <summary>Whether interactions wait for one another.</summary>
public enum InteractionOrder
{
    /// <summary>Every interaction starts at once: a long command does not hold up the button that would stop it.</summary>
    Concurrent,

    /// <summary>An interaction waits for the events and interactions before it in its channel. Autocomplete never waits.</summary>
    PerChannel,
}
