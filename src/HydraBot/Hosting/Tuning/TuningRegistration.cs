using Microsoft.Extensions.DependencyInjection.Extensions;

namespace HydraBot.Hosting.Tuning;

/// <summary>How a room says which of its settings may be swapped while the house runs.</summary>
internal static class TuningRegistration
{
    extension(IHostApplicationBuilder builder)
    {
        public IHostApplicationBuilder AddTunables(IReadOnlyList<Tunable> tunables, params IReadOnlyList<TrafficMetric> metrics)
        {
            builder.Services.AddSingleton(new TunableSet(tunables, metrics));
            builder.Services.TryAddSingleton<TuningCatalog>();
            builder.Services.TryAddSingleton<Tuning>();
            builder.Services.TryAddSingleton<ITuning>(services => services.GetRequiredService<Tuning>());
            return builder;
        }
    }
}
