namespace HydraBot.Improvement.Watching;

/// <summary>Something that a deployment must not break while it is watched.</summary>
internal interface IGuardrail
{
    string Name { get; }

    /// <summary>What is broken, for people; null when all is well.</summary>
    /// <param name="since">When the deployment came into force.</param>
    /// <param name="cancellationToken">Ends the look.</param>
    Task<string?> BrokenAsync(DateTimeOffset since, CancellationToken cancellationToken);
}
