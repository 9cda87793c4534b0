using HydraBot.Governance.Audit;
using HydraBot.Storage;

namespace HydraBot.Law.Audit;

/// <summary>The verb <c>audit verify</c>: walks the chain of a house that may be running meanwhile.</summary>
internal sealed class AuditVerify(Database database, IAuditLog audit)
{
    /// <returns>0 when the chain holds, 1 when it does not or cannot be read.</returns>
    public async Task<int> RunAsync(TextWriter output, CancellationToken cancellationToken)
    {
        try
        {
            await database.OpenForReadingAsync(cancellationToken);
            var found = await audit.VerifyAsync(cancellationToken);
            await output.WriteLineAsync(found.Valid
                ? $"The audit chain holds: {found.Entries} entries in {database.Place}"
                : $"The audit chain is broken at entry {found.FirstBadSequence}: {found.Problem}");
            return found.Valid ? 0 : 1;
        }
        catch (StorageException exception)
        {
            await output.WriteLineAsync(exception.Message);
            return 1;
        }
    }
}
