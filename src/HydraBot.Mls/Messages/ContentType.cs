namespace HydraBot.Mls.Messages;

/// <summary>What a framed message carries (RFC 9420, section 6).</summary>
internal enum ContentType : byte
{
    Application = 1,
    Proposal = 2,
    Commit = 3,
}
