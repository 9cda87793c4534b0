namespace HydraBot.DiscordEmulator.Gateway;

/// <summary>Reads fields of what clients send over the gateway.</summary>
internal static class GatewayData
{
    extension(JsonElement element)
    {
        public bool TryGetOpcode(out GatewayOpcode opcode)
        {
            opcode = default;
            if (element.ValueKind != JsonValueKind.Number || !element.TryGetInt32(out var number))
                return false;
            opcode = (GatewayOpcode)number;
            return true;
        }

        public string? Text(string name) =>
            element.TryGetProperty(name, out var field) && field.ValueKind == JsonValueKind.String ? field.GetString() : null;

        public bool IsTrue(string name) => element.TryGetProperty(name, out var field) && field.ValueKind == JsonValueKind.True;
    }
}
