using System.Text.Json.Serialization;

namespace HydraBot.Voice.Operations;

/// <summary>Which call.</summary>
internal sealed record VoiceCallView(string? Channel);

/// <summary>What was said.</summary>
internal sealed record VoiceSaidView(string Text);

/// <summary>Whether a member is listened to.</summary>
internal sealed record VoiceOptOutView(bool Out);

/// <summary>How private the call is.</summary>
internal sealed record VoicePrivacyView(string Channel, bool EndToEnd, int Version, string? Code, string? MemberCode, int Members);

/// <summary>How voice stands.</summary>
internal sealed record VoiceStatusView(
    string? Channel, bool? EndToEnd, string Recognition, string Synthesis, IReadOnlyList<string> WakeWords, bool VoiceActivityModel, int OptedOut, string? Trouble);

[JsonSerializable(typeof(VoiceCallView))]
[JsonSerializable(typeof(VoiceSaidView))]
[JsonSerializable(typeof(VoiceOptOutView))]
[JsonSerializable(typeof(VoicePrivacyView))]
[JsonSerializable(typeof(VoiceStatusView))]
internal sealed partial class VoiceJson : JsonSerializerContext;
