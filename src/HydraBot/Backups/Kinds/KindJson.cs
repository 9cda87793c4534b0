using System.Text.Json.Serialization;

namespace HydraBot.Backups.Kinds;

[JsonSerializable(typeof(string))]
internal sealed partial class KindJson : JsonSerializerContext;
