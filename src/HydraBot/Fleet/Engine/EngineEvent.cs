namespace HydraBot.Fleet.Engine;

/// <summary>Something that happened to a container.</summary>
/// <param name="Id">Which.</param>
/// <param name="Action">The engine's word: <c>start</c>, <c>die</c>, <c>stop</c>, <c>destroy</c>.</param>
/// <param name="At">When, by the engine's clock.</param>
internal sealed record EngineEvent(string Id, string Action, DateTimeOffset At);
