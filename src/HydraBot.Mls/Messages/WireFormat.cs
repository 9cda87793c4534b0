namespace HydraBot.Mls.Messages;

/// <summary>The forms of messages on the wire (RFC 9420, section 17.2).</summary>
internal enum WireFormat : ushort
{
    PublicMessage = 1,
    PrivateMessage = 2,
    Welcome = 3,
    GroupInfo = 4,
    KeyPackage = 5,
}
