using HydraBot.Governance.Audit;

namespace HydraBot.Hosting.Secrets;

/// <summary>The one mask through which logs, audit entries and answers pass.</summary>
internal static class SecretRegistration
{
    extension(IHostApplicationBuilder builder)
    {
        /// <summary>Masks what the settings and every registered source call secret.</summary>
        public IHostApplicationBuilder AddSecretMask()
        {
            builder.Services.AddSingleton<ISecretSource, ConfiguredSecrets>();
            builder.Services.AddSingleton(services => new SecretMask(services.GetServices<ISecretSource>().SelectMany(source => source.Secrets)));
            return builder;
        }
    }
}
