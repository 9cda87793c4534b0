using System.Text.Json.Serialization;

namespace HydraBot.Help;

[JsonSerializable(typeof(HelpPage))]
internal sealed partial class HelpJson : JsonSerializerContext;
