namespace HydraBot.Mls.Schedule;

/// <summary>What a ratchet's keys encrypt (RFC 9420, section 9.1).</summary>
internal enum RatchetKind
{
    Handshake,
    Application,
}
