using System.Buffers;
using System.Globalization;
using System.Net;
using System.Text.Json;
using HydraBot.Discord.Voice.Dave;

namespace HydraBot.Discord.Voice.Gateway;

/// <summary>What this client says to the voice gateway.</summary>
internal static class VoicePayloads
{
    public static byte[] Identify(VoiceServer server) => Write(VoiceOpcode.Identify, writer =>
    {
        WriteSession(writer, server);
        writer.WriteString("user_id", Text(server.UserId));
        writer.WriteNumber("max_dave_protocol_version", DaveProtocol.Version);
    });

    public static byte[] Resume(VoiceServer server, int sequence) => Write(VoiceOpcode.Resume, writer =>
    {
        WriteSession(writer, server);
        writer.WriteNumber("seq_ack", sequence);
    });

    public static byte[] Heartbeat(long nonce, int sequence) => Write(VoiceOpcode.Heartbeat, writer =>
    {
        writer.WriteNumber("t", nonce);
        writer.WriteNumber("seq_ack", sequence);
    });

    public static byte[] SelectProtocol(IPEndPoint address, string mode) => Write(VoiceOpcode.SelectProtocol, writer =>
    {
        writer.WriteString("protocol", "udp");
        writer.WriteStartObject("data");
        writer.WriteString("address", address.Address.ToString());
        writer.WriteNumber("port", address.Port);
        writer.WriteString("mode", mode);
        writer.WriteEndObject();
    });

    public static byte[] Speaking(bool speaking, uint ssrc) => Write(VoiceOpcode.Speaking, writer =>
    {
        writer.WriteNumber("speaking", speaking ? 1 : 0);
        writer.WriteNumber("delay", 0);
        writer.WriteNumber("ssrc", ssrc);
    });

    public static byte[] Transition(VoiceOpcode opcode, ushort id) => Write(opcode, writer => writer.WriteNumber("transition_id", id));

    /// <summary>A binary message: the opcode, then the payload.</summary>
    public static byte[] Binary(VoiceOpcode opcode, ReadOnlySpan<byte> payload) => [(byte)opcode, .. payload];

    private static void WriteSession(Utf8JsonWriter writer, VoiceServer server)
    {
        writer.WriteString("server_id", Text(server.ServerId));
        writer.WriteString("session_id", server.SessionId);
        writer.WriteString("token", server.Token);
    }

    private static string Text(ulong id) => id.ToString(CultureInfo.InvariantCulture);

    private static byte[] Write(VoiceOpcode opcode, Action<Utf8JsonWriter> data)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteNumber("op", (int)opcode);
            writer.WriteStartObject("d");
            data(writer);
            writer.WriteEndObject();
            writer.WriteEndObject();
        }
        return buffer.WrittenSpan.ToArray();
    }
}
