using System.Text.Json;
using System.Text.Json.Serialization;
using HydraBot.Fleet.Alerts;
using HydraBot.Fleet.Alerts.Incoming;
using HydraBot.Fleet.Charts;
using HydraBot.Fleet.Compose.Care;
using HydraBot.Fleet.Compose.Healthchecks;
using HydraBot.Fleet.Containers;
using HydraBot.Fleet.Deploying;
using HydraBot.Fleet.Exec;
using HydraBot.Fleet.Lifecycle;
using HydraBot.Fleet.Logs;
using HydraBot.Fleet.Logs.Following;
using HydraBot.Fleet.Restarting;
using HydraBot.Fleet.Services;
using HydraBot.Fleet.Status;

namespace HydraBot.Fleet;

[JsonSerializable(typeof(AlertList))]
[JsonSerializable(typeof(AppliedHealthcheck))]
[JsonSerializable(typeof(AppliedPatch))]
[JsonSerializable(typeof(ChartReport))]
[JsonSerializable(typeof(ChartSpan))]
[JsonSerializable(typeof(ComposeReport))]
[JsonSerializable(typeof(ContainerFilter))]
[JsonSerializable(typeof(ContainerList))]
[JsonSerializable(typeof(ContainerLogs))]
[JsonSerializable(typeof(DeployedContainer))]
[JsonSerializable(typeof(HealthcheckList))]
[JsonSerializable(typeof(HealthcheckProposal))]
[JsonSerializable(typeof(ContainerReport))]
[JsonSerializable(typeof(ExecutedCommand))]
[JsonSerializable(typeof(FollowedLog))]
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
