using HydraBot.Doors.Http.Keys;
using HydraBot.Governance.Operations;
using HydraBot.Hosting.Telemetry;

namespace HydraBot.Doors.Http.Metrics;

/// <summary><c>GET /metrics</c>: everything that is counted, as Prometheus reads it.</summary>
internal static class MetricsEndpoint
{
    private const string Path = "/metrics";

    public static void MapMetrics(this WebApplication app)
    {
        app.UseWhen(context => context.Request.Path == Path, branch => branch.Use(async (context, next) =>
        {
            await context.RequestServices.GetRequiredService<HouseGauges>().RefreshAsync(context.RequestAborted);
            await next(context);
        }));
        app.MapPrometheusScrapingEndpoint(Path).WithMetadata(new RequiredAccess(AccessLevel.Viewer, "metrics"));
    }
}
