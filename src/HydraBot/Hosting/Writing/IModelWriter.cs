using HydraBot.Governance;

namespace HydraBot.Hosting.Writing;

/// <summary>Writes a text for a room with whatever language model answers.</summary>
internal interface IModelWriter
{
    /// <summary>Asks once.</summary>
    /// <param name="clearance">Under which it is asked, and whose budget it is.</param>
    /// <param name="instructions">What to write.</param>
    /// <param name="material">What to write it of: data, masked before it leaves.</param>
    /// <param name="limit">How long it may take.</param>
    /// <param name="cancellationToken">Ends the asking.</param>
    /// <returns>The text and who wrote it; null when no model answers well in time.</returns>
    Task<WrittenText?> WriteAsync(Clearance clearance, string instructions, string material, TimeSpan limit, CancellationToken cancellationToken);
}

/// <summary>What a model wrote.</summary>
/// <param name="Text">All of it.</param>
/// <param name="Model">Which, as <c>endpoint/model</c>.</param>
internal sealed record WrittenText(string Text, string Model)
{
    /// <summary>Read and written.</summary>
    public long Tokens { get; init; }

    /// <summary>By the endpoint's own price; 0 where it has none.</summary>
    public decimal Cost { get; init; }

    /// <summary>From the question to the last word.</summary>
    public double Milliseconds { get; init; }
}
