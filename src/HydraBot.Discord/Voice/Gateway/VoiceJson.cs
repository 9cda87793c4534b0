using System.Text.Json.Serialization;

namespace HydraBot.Discord.Voice.Gateway;

internal sealed record VoiceHello(double HeartbeatInterval);

internal sealed record VoiceReady(uint Ssrc, string Ip, int Port, IReadOnlyList<string> Modes);

internal sealed record VoiceSessionDescription(string Mode, IReadOnlyList<int> SecretKey, int DaveProtocolVersion);

internal sealed record VoiceSpeaking(ulong UserId, uint Ssrc, int Speaking);

internal sealed record VoiceClientsConnect(IReadOnlyList<ulong> UserIds);

internal sealed record VoiceClientDisconnect(ulong UserId);

internal sealed record VoicePrepareTransition(int ProtocolVersion, ushort TransitionId);

internal sealed record VoiceExecuteTransition(ushort TransitionId);

internal sealed record VoicePrepareEpoch(int ProtocolVersion, ulong Epoch);

/// <summary>What the voice gateway says in JSON.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, NumberHandling = JsonNumberHandling.AllowReadingFromString,
    RespectNullableAnnotations = true)]
[JsonSerializable(typeof(VoiceHello))]
[JsonSerializable(typeof(VoiceReady))]
[JsonSerializable(typeof(VoiceSessionDescription))]
[JsonSerializable(typeof(VoiceSpeaking))]
[JsonSerializable(typeof(VoiceClientsConnect))]
[JsonSerializable(typeof(VoiceClientDisconnect))]
[JsonSerializable(typeof(VoicePrepareTransition))]
[JsonSerializable(typeof(VoiceExecuteTransition))]
[JsonSerializable(typeof(VoicePrepareEpoch))]
internal sealed partial class VoiceJson : JsonSerializerContext;
