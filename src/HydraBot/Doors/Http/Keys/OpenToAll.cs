namespace HydraBot.Doors.Http.Keys;

/// <summary>Marks the rare endpoint that asks for no key.</summary>
internal sealed class OpenToAll;
