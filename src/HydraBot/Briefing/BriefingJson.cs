using System.Text.Json.Serialization;
using HydraBot.Briefing.Morning;

namespace HydraBot.Briefing;

[JsonSerializable(typeof(NightReport))]
internal sealed partial class BriefingJson : JsonSerializerContext;
