using HydraBot.Discord.Voice.Dave;

namespace HydraBot.Discord.Voice;

/// <summary>How private a call is at this moment.</summary>
/// <param name="ProtocolVersion">The version of Discord's end-to-end encryption; 0 is none.</param>
/// <param name="Epoch">How often the members changed; null before the first.</param>
/// <param name="Code">30 digits that all members see alike when nobody stands between them; null without an encrypted group.</param>
/// <param name="Members">Who holds the keys.</param>
public sealed record VoicePrivacy(int ProtocolVersion, ulong? Epoch, string? Code, IReadOnlyList<DaveMember> Members)
{
    /// <summary>Whether what is said now can be heard by the members alone.</summary>
    public bool IsEndToEndEncrypted => ProtocolVersion > 0 && Code is not null;
}
