namespace HydraBot.DiscordEmulator.World;

/// <summary>How far the application has come with its first answer.</summary>
internal enum InteractionState
{
    Waiting,

    /// <summary>Three seconds went by without an answer.</summary>
    Expired,

    /// <summary>A deferred answer: a loading message stands in its place.</summary>
    DeferredMessage,

    /// <summary>A deferred edit of the message whose component was used.</summary>
    DeferredUpdate,
    Answered,
}
