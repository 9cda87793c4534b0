using System.Text.Json;
using HydraBot.Governance.Audit;

namespace HydraBot.Law.Audit;

/// <summary>An entry of the chain as programs see it.</summary>
/// <param name="Sequence">Its number, from 1.</param>
/// <param name="PreviousHash">The hash of the one before.</param>
/// <param name="Hash">Its own.</param>
/// <param name="Entry">What it tells; null when it was changed beyond reading.</param>
internal sealed record AuditView(long Sequence, string PreviousHash, string Hash, AuditDraft? Entry)
{
    public static AuditView Of(AuditEntry entry)
    {
        try
        {
            return new AuditView(entry.Sequence, entry.PreviousHash, entry.Hash, AuditChain.Open(entry));
        }
        catch (JsonException)
        {
            return new AuditView(entry.Sequence, entry.PreviousHash, entry.Hash, null);
        }
    }
}
