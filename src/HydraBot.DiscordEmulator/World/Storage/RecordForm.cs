namespace HydraBot.DiscordEmulator.World.Storage;

/// <summary>
/// How a record is kept on disk. Written by hand: a generated serializer costs a sixth of a second at every start here, for all the
/// value types it has to be made for.
/// </summary>
internal sealed record RecordForm<TRecord>(Func<TRecord, JsonObject> Write, Func<JsonElement, TRecord> Read);
