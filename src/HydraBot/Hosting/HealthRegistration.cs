using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace HydraBot.Hosting;

/// <summary>How a part of the house joins <c>GET /health</c>.</summary>
internal static class HealthRegistration
{
    /// <summary>What hangs longer is reported as such instead of hanging the page.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    extension(IHostApplicationBuilder builder)
    {
        /// <summary>Adds a check under a name; one that throws counts as unhealthy.</summary>
        public IHostApplicationBuilder AddHealth<TCheck>(string name)
            where TCheck : class, IHealthCheck
        {
            builder.Services.AddHealthChecks().AddCheck<TCheck>(name, failureStatus: null, tags: [], timeout: Patience);
            return builder;
        }
    }
}
