using System.Text.Json;
using System.Text.Json.Serialization;
using HydraBot.Fleet.Alerts;
using HydraBot.Fleet.Alerts.Incoming;
using HydraBot.Fleet.Charts;
using HydraBot.Fleet.Containers;
using HydraBot.Fleet.Exec;
using HydraBot.Fleet.Lifecycle;
using HydraBot.Fleet.Logs;
using HydraBot.Fleet.Restarting;
using HydraBot.Fleet.Services;
using HydraBot.Fleet.Status;

namespace HydraBot.Fleet;

[JsonSerializable(typeof(AlertList))]
[JsonSerializable(typeof(ChartReport))]
[JsonSerializable(typeof(ChartSpan))]
[JsonSerializable(typeof(ContainerFilter))]
[JsonSerializable(typeof(ContainerList))]
[JsonSerializable(typeof(ContainerLogs))]
[JsonSerializable(typeof(ExecutedCommand))]
[JsonSerializable(typeof(ReceivedAlerts))]
[JsonSerializable(typeof(RestartedContainer))]
[JsonSerializable(typeof(ServiceList))]
[JsonSerializable(typeof(ServiceState))]
[JsonSerializable(typeof(Silence))]
[JsonSerializable(typeof(StatusReport))]
[JsonSerializable(typeof(StoppedContainer))]
internal sealed partial class FleetJson : JsonSerializerContext;

/// <summary>What is sent to other programs.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, UseStringEnumConverter = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(AlertNews))]
internal sealed partial class FleetWire : JsonSerializerContext;
