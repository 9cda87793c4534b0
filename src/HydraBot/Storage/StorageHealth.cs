using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace HydraBot.Storage;

/// <summary>The check <c>storage</c>: the database answers.</summary>
internal sealed class StorageHealth(Database database) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken)
    {
        await using var connection = await database.Source.OpenConnectionAsync(cancellationToken);
        await using var question = connection.CreateCommand();
        question.CommandText = "SELECT 1";
        await question.ExecuteScalarAsync(cancellationToken);
        return HealthCheckResult.Healthy(database.Place);
    }
}
