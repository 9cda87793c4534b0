using HydraBot.Hosting.Starting;

namespace HydraBot.Hosting;

/// <summary>Local mode: a Discord of our own where no token names another.</summary>
internal static class LocalModeRegistration
{
    extension(IHostApplicationBuilder builder)
    {
        public IHostApplicationBuilder AddLocalMode()
        {
            builder.AddSettings<EmulatorOptions, EmulatorOptionsValidator>("Emulator", (options, section) => options.Bind(section));
            builder.Services
                .AddSingleton<PageVoice>()
                .AddSingleton<LocalMode>()
                .AddSingleton<IReadyAddress>(services => services.GetRequiredService<LocalMode>())
                .AddHostedService(services => services.GetRequiredService<LocalMode>());
            return builder;
        }
    }
}
