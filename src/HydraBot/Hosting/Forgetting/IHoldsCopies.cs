namespace HydraBot.Hosting.Forgetting;

/// <summary>A room that holds copies of what was said, and lets go of them when it is forgotten. Whoever registers one is asked.</summary>
internal interface IHoldsCopies
{
    /// <summary>As an answer names it.</summary>
    string Name { get; }

    /// <summary>Removes whatever holds the text, for good.</summary>
    Task ForgetAsync(CopiedText text, CancellationToken cancellationToken);
}
