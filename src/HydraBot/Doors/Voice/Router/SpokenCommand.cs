using System.Text.Json;
using System.Text.Json.Nodes;
using HydraBot.Governance.Operations;

namespace HydraBot.Doors.Voice.Router;

/// <summary>What a sentence asks for.</summary>
/// <param name="Operation">The operation.</param>
/// <param name="Arguments">Its arguments.</param>
/// <param name="Readback">The sentence as it was understood, to be repeated.</param>
internal sealed record SpokenCommand(Operation Operation, JsonObject Arguments, string Readback)
{
    /// <summary>True when it is one slip of the tongue away from another operation.</summary>
    public bool IsConfusable { get; init; }

    public JsonElement Json => JsonDocument.Parse(Arguments.ToJsonString()).RootElement;
}
