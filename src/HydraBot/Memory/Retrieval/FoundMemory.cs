namespace HydraBot.Memory.Retrieval;

/// <summary>A memory that was found.</summary>
/// <param name="Id">Which.</param>
/// <param name="Score">From 0, the best of all, downwards to nothing: higher is better.</param>
/// <param name="Arms">What each arm gave; they add up to the score, but for what neighbours of a better one lose.</param>
internal sealed record FoundMemory(Guid Id, float Score, IReadOnlyList<ArmScore> Arms);

/// <summary>What one arm gave.</summary>
internal sealed record ArmScore(string Arm, float Score);
