using System.Text.Json;
using HydraBot.Governance.Audit;

namespace HydraBot.Memory.Diary;

/// <summary>Entries of the chain as the diary reads them.</summary>
internal static class AuditEntries
{
    /// <summary>What it tells; null when somebody changed it beyond reading, which the chain's own check reports.</summary>
    public static AuditDraft? Open(AuditEntry entry)
    {
        try
        {
            return AuditChain.Open(entry);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
