using System.Text.Json.Serialization;

namespace HydraBot.DiscordEmulator.World.Storage;

/// <summary>The form in which the world is kept on disk; not the form in which Discord shows it.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(User))]
[JsonSerializable(typeof(Application))]
[JsonSerializable(typeof(Guild))]
[JsonSerializable(typeof(Role))]
[JsonSerializable(typeof(Member))]
[JsonSerializable(typeof(Channel))]
[JsonSerializable(typeof(Message))]
[JsonSerializable(typeof(Interaction))]
[JsonSerializable(typeof(ApplicationCommand))]
internal sealed partial class WorldJson : JsonSerializerContext;
