namespace HydraBot.Discord.Interactions;

/// <summary>How far an interaction has been answered.</summary>
internal enum AnswerState
{
    None,
    DeferredPublic,
    DeferredEphemeral,
    DeferredUpdate,
    Answered,

    /// <summary>A modal was shown or choices were offered: there is no original message.</summary>
    Closed,
}
