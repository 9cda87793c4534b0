using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace HydraBot.Hosting.Doctor;

/// <summary>Asks what <c>GET /health</c> asks of a part that is no need of the house, and says how to get it.</summary>
internal sealed class HealthExamination(string subject, IHealthCheck check, string remedy) : IExamination
{
    public string Subject => subject;

    public async Task<Finding> ExamineAsync(CancellationToken cancellationToken)
    {
        var found = await check.CheckHealthAsync(new HealthCheckContext(), cancellationToken);
        return found.Status == HealthStatus.Healthy ? Finding.Ok(found.Description ?? "") : Finding.Missing(found.Description ?? "it does not answer", remedy);
    }
}
