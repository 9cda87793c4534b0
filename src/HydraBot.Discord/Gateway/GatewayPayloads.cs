using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using HydraBot.Discord.Model;

namespace HydraBot.Discord.Gateway;

/// <summary>What a client sends. https://discord.com/developers/docs/events/gateway-events#send-events</summary>
internal static class GatewayPayloads
{
    /// <summary>Discord closes the connection for a larger payload.</summary>
    public const int LargestPayload = 4096;

    public static byte[] Heartbeat(long? sequence) => Write(GatewayOpcode.Heartbeat, writer =>
    {
        if (sequence is { } number)
            writer.WriteNumberValue(number);
        else
            writer.WriteNullValue();
    });

    public static byte[] Identify(DiscordClientOptions options, ShardPlace shard) => Write(GatewayOpcode.Identify, writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("token", options.Token);
        writer.WriteNumber("intents", (int)options.Intents);
        writer.WriteStartObject("properties");
        writer.WriteString("os", OperatingSystem.IsWindows() ? "windows" : OperatingSystem.IsMacOS() ? "macos" : "linux");
        writer.WriteString("browser", "HydraBot.Discord");
        writer.WriteString("device", "HydraBot.Discord");
        writer.WriteEndObject();
        writer.WriteStartArray("shard");
        writer.WriteNumberValue(shard.Id);
        writer.WriteNumberValue(shard.Count);
        writer.WriteEndArray();
        if (options.Presence is { } presence)
        {
            writer.WritePropertyName("presence");
            JsonSerializer.Serialize(writer, presence, DiscordJson.Default.Presence);
        }
        writer.WriteEndObject();
    });

    public static byte[] Resume(string token, string sessionId, long sequence) => Write(GatewayOpcode.Resume, writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("token", token);
        writer.WriteString("session_id", sessionId);
        writer.WriteNumber("seq", sequence);
        writer.WriteEndObject();
    });

    public static byte[] PresenceUpdate(Presence presence) => Write(GatewayOpcode.PresenceUpdate, presence, DiscordJson.Default.Presence);

    public static byte[] RequestGuildMembers(GuildMembersRequest request) =>
        Write(GatewayOpcode.RequestGuildMembers, request, DiscordJson.Default.GuildMembersRequest);

    /// <summary>Voice state update (4): where this client wants to be; null is nowhere.</summary>
    public static byte[] VoiceState(Snowflake guildId, Snowflake? channelId, bool selfMute, bool selfDeaf) => Write(GatewayOpcode.VoiceStateUpdate, writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("guild_id", guildId.ToString());
        if (channelId is { } channel)
            writer.WriteString("channel_id", channel.ToString());
        else
            writer.WriteNull("channel_id");
        writer.WriteBoolean("self_mute", selfMute);
        writer.WriteBoolean("self_deaf", selfDeaf);
        writer.WriteEndObject();
    });

    private static byte[] Write<T>(GatewayOpcode opcode, T data, JsonTypeInfo<T> type) =>
        Write(opcode, writer => JsonSerializer.Serialize(writer, data, type));

    private static byte[] Write(GatewayOpcode opcode, Action<Utf8JsonWriter> writeData)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteNumber("op", (int)opcode);
            writer.WritePropertyName("d");
            writeData(writer);
            writer.WriteEndObject();
        }
        return buffer.WrittenCount <= LargestPayload
            ? buffer.WrittenSpan.ToArray()
            : throw new DiscordException($"A gateway payload ({opcode}) has {buffer.WrittenCount} bytes; Discord allows {LargestPayload} and would close the connection.");
    }
}
