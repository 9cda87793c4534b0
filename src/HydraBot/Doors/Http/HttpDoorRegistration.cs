using HydraBot.Doors.Http.Health;
using HydraBot.Doors.Http.Keys;
using HydraBot.Doors.Http.Operations;
using HydraBot.Doors.Http.Problems;
using HydraBot.Hosting;
using HydraBot.Hosting.Secrets;
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
            builder.Services.AddHealthChecks();
            builder.Services.AddSingleton<HealthReporter>();
            builder.Services.AddSingleton<IReadyAddress, HttpAddress>();
            builder.Services.AddSingleton<KeyRing>();
            builder.Services.AddSingleton<FailedKeys>();
            builder.Services.AddSingleton<DeniedKeys>();
            if (string.IsNullOrEmpty(builder.Configuration["Discord:Token"]))
            {
                builder.Services.AddSingleton<LocalKey>();
                builder.Services.AddSingleton<ISecretSource>(services => services.GetRequiredService<LocalKey>());
            }

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
        }
    }
}
