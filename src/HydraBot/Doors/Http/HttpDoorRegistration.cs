using HydraBot.Doors.Http.Alerts;
using HydraBot.Governance.Access;
using HydraBot.Doors.Http.Approvals;
using HydraBot.Doors.Http.ClaudeCode;
using HydraBot.Doors.Http.Constitution;
using HydraBot.Doors.Http.Health;
using HydraBot.Doors.Http.Improvement;
using HydraBot.Doors.Http.Inference;
using HydraBot.Doors.Http.Keys;
using HydraBot.Doors.Http.Memory;
using HydraBot.Doors.Http.Metrics;
using HydraBot.Doors.Http.OpenApi;
using HydraBot.Doors.Http.Operations;
using HydraBot.Doors.Http.Problems;
using HydraBot.Doors.Http.Sandbox;
using HydraBot.Hosting;
using HydraBot.Hosting.Starting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;

namespace HydraBot.Doors.Http;

/// <summary>The HTTP door.</summary>
internal static class HttpDoorRegistration
{
    extension(WebApplicationBuilder builder)
    {
        /// <summary>Registers the door and the server that it listens with.</summary>
        public WebApplicationBuilder AddHttpDoor()
        {
            builder.AddSettings<HttpDoorOptions, HttpDoorOptionsValidator>(HttpDoorOptions.Section, (options, section) => options.Bind(section));
            builder.WebHost.UseKestrelCore();
            builder.Services.AddSingleton<IConfigureOptions<KestrelServerOptions>, HttpListener>();

            builder.Services.AddRoutingCore();
            builder.Services.ConfigureHttpJsonOptions(json => HttpJson.Configure(json.SerializerOptions).TypeInfoResolverChain.Insert(0, HttpJson.Readable));
            builder.Services.AddHttpDescription();
            builder.Services.AddSingleton<HttpRoad>();
            builder.Services.AddSingleton<MemoryRoad>();
            builder.Services.AddSingleton<ImprovementRoad>();
            builder.Services.AddSingleton<HypotheticalActs>();
            builder.Services.AddSingleton<ExecutionBody>();
            builder.Services.AddSingleton<GatewayDoor>();
            builder.Services.AddSingleton<ApprovalFollower>();
            builder.Services.AddHealthChecks();
            builder.Services.AddSingleton<HealthReporter>();
            builder.Services.AddSingleton<IReadyAddress, HttpAddress>();
            builder.Services.AddSingleton<KeyRing>();
            builder.Services.AddSingleton<IAccessSource>(services => services.GetRequiredService<KeyRing>());
            builder.Services.AddSingleton<FailedKeys>();
            builder.Services.AddSingleton<DeniedKeys>();
            builder.Services.AddHostedService<DeniedKeysReport>();
            if (string.IsNullOrEmpty(builder.Configuration["Discord:Token"]))
                builder.Services.AddSingleton<LocalKey>();

            return builder;
        }
    }

    extension(WebApplication app)
    {
        /// <summary>Opens the door: what every request passes, in order, and then the endpoints.</summary>
        public void MapHttpDoor()
        {
            app.UseMiddleware<Correlation>();
            app.UseMiddleware<ProblemPages>();
            app.UseMiddleware<HostGuard>();
            app.UseRouting();
            app.UseMiddleware<KeyGuard>();

            app.MapHealth();
            app.MapOperationList();
            app.MapRunOperation();
            app.MapLaw();
            app.MapCheck();
            app.MapAudit();
            app.MapEmergency();
            app.MapApprovals();
            app.MapMemory();
            app.MapSandbox();
            app.MapAlerts();
            app.MapClaudeHooks();
            app.MapInference();
            app.MapImprovement();
            app.MapMetrics();
            app.MapHttpDescription();
        }
    }
}
