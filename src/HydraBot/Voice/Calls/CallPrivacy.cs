namespace HydraBot.Voice.Calls;

/// <summary>How private a call is.</summary>
/// <param name="EndToEnd">True when what is said can be heard by its members alone.</param>
/// <param name="Version">Of Discord's end-to-end encryption; 0 is none.</param>
/// <param name="Code">Thirty digits that all members see alike.</param>
/// <param name="MemberCode">45 digits that one member and HydraBot see alike.</param>
/// <param name="Members">How many hold the keys.</param>
internal sealed record CallPrivacy(bool EndToEnd, int Version, string? Code, string? MemberCode, int Members);
