using System.Text.Json;
using HydraBot.Hosting;
using HydraBot.Workshops.Calls;

namespace HydraBot.Workshops.Letta;

/// <summary>An agent; at an OpenAI-compatible server a model that stands for one.</summary>
internal sealed record LettaAgent(string Id, string Name);

/// <summary>A block of an agent's memory that it always sees.</summary>
internal sealed record LettaBlock(string Label, string Value, long? Limit, string? Description, bool ReadOnly)
{
    public static LettaBlock Of(JsonElement json) =>
        new(json.Text("label") ?? "", Outside.Clean(json.Text("value") ?? ""), json.Number("limit"), json.Text("description"), json.Flag("read_only") == true);
}

/// <summary>A text in an agent's archive.</summary>
internal sealed record LettaPassage(string Id, string Text, string? CreatedAt)
{
    public static LettaPassage Of(JsonElement json) => new(json.Text("id") ?? "", Outside.Clean(json.Text("text") ?? json.Text("content") ?? ""), json.Text("created_at") ?? json.Text("timestamp"));
}

/// <summary>What an agent holds.</summary>
/// <param name="Agent">Its name.</param>
/// <param name="Notice">How to take it.</param>
/// <param name="Blocks">Its blocks.</param>
/// <param name="Archive">What of its archive fits the question.</param>
internal sealed record LettaMemory(string Agent, string Notice, IReadOnlyList<LettaBlock> Blocks, IReadOnlyList<LettaPassage> Archive);

/// <summary>What was written.</summary>
/// <param name="Agent">Whose memory.</param>
/// <param name="Place">A block's label, or the archive.</param>
/// <param name="Before">What stood there.</param>
/// <param name="After">What stands there now.</param>
internal sealed record LettaWritten(string Agent, string Place, string Before, string After);

/// <summary>What an agent answered.</summary>
internal sealed record LettaAnswer(string Agent, OutsideData Answer);

/// <summary>The agents.</summary>
internal sealed record LettaAgents(string Api, IReadOnlyList<LettaAgent> Agents);
