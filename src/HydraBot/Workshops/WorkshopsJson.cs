using System.Text.Json.Serialization;
using HydraBot.Workshops.ComfyUI;
using HydraBot.Workshops.Crews;
using HydraBot.Workshops.Letta;
using HydraBot.Workshops.N8n;

namespace HydraBot.Workshops;

[JsonSerializable(typeof(ComfyUIPictures))]
[JsonSerializable(typeof(ComfyUICancelled))]
[JsonSerializable(typeof(ComfyUIState))]
[JsonSerializable(typeof(ComfyUIModels))]
[JsonSerializable(typeof(ComfyUIFreed))]
[JsonSerializable(typeof(N8nWorkflows))]
[JsonSerializable(typeof(N8nRun))]
[JsonSerializable(typeof(N8nExecutions))]
[JsonSerializable(typeof(N8nSwitched))]
[JsonSerializable(typeof(N8nRetried))]
[JsonSerializable(typeof(LettaAgents))]
[JsonSerializable(typeof(LettaMemory))]
[JsonSerializable(typeof(LettaWritten))]
[JsonSerializable(typeof(LettaAnswer))]
[JsonSerializable(typeof(CrewInputs))]
[JsonSerializable(typeof(CrewRun))]
[JsonSerializable(typeof(CrewFeedback))]
[JsonSerializable(typeof(Dictionary<string, string>))]
internal sealed partial class WorkshopsJson : JsonSerializerContext;
