using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace HydraBot.Hosting;

/// <summary>How a part of the house joins <c>GET /health</c>.</summary>
internal static class HealthRegistration
{
    /// <summary>What hangs longer is reported as such instead of hanging the page.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    extension(IHostApplicationBuilder builder)
    {
        /// <summary>Adds a check under a name.</summary>
        /// <param name="name">As the page shows it.</param>
        /// <param name="failure">What it means when the check throws or hangs: unhealthy for a need, degraded for what the house can do without.</param>
        public IHostApplicationBuilder AddHealth<TCheck>(string name, HealthStatus failure = HealthStatus.Unhealthy)
            where TCheck : class, IHealthCheck
        {
            builder.Services.AddHealthChecks().AddCheck<TCheck>(name, failure, tags: [], timeout: Patience);
            return builder;
        }
    }
}
