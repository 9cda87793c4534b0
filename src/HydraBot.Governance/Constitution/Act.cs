using System.Text.Json;
using HydraBot.Governance.Operations;

namespace HydraBot.Governance.Constitution;

/// <summary>What is judged: an operation with its arguments, and whose hand is on it.</summary>
/// <param name="Operation">Dotted name.</param>
/// <param name="Effect">What it does to the world.</param>
/// <param name="Caller">Whose hand.</param>
/// <param name="Arguments">A JSON object.</param>
public sealed record Act(string Operation, OperationEffect Effect, CallerKind Caller, JsonElement Arguments);
