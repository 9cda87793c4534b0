using System.Text.Json.Serialization;
using HydraBot.Fleet.Containers;
using HydraBot.Fleet.Logs;
using HydraBot.Fleet.Restarting;
using HydraBot.Fleet.Status;

namespace HydraBot.Fleet;

[JsonSerializable(typeof(ContainerFilter))]
[JsonSerializable(typeof(ContainerList))]
[JsonSerializable(typeof(ContainerLogs))]
[JsonSerializable(typeof(RestartedContainer))]
[JsonSerializable(typeof(StatusReport))]
internal sealed partial class FleetJson : JsonSerializerContext;
