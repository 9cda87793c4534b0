using System.Text.Json;
using HydraBot.Governance.Audit;

namespace HydraBot.Doors.Http.Constitution;

/// <summary>A link of the audit chain. Its hash is the SHA-256 of the canonical JSON (RFC 8785) of the other three members.</summary>
/// <param name="Sequence">From 1, without gaps.</param>
/// <param name="PreviousHash">The hash of the entry before; 64 zeros for the first.</param>
/// <param name="Hash">Of this one.</param>
/// <param name="Entry">What it tells, as it was hashed; null when it was changed beyond reading.</param>
internal sealed record AuditEntryAnswer(long Sequence, string PreviousHash, string Hash, JsonElement? Entry)
{
    public static AuditEntryAnswer Of(AuditEntry entry) => new(entry.Sequence, entry.PreviousHash, entry.Hash, Body(entry));

    private static JsonElement? Body(AuditEntry entry)
    {
        try
        {
            return JsonElement.Parse(entry.Body, new JsonDocumentOptions { MaxDepth = 128 }).TryGetProperty("entry", out var told) ? told : null;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // Somebody wrote into the chain: the walk along it says so, and the entries around it stay readable.
            return null;
        }
    }
}
