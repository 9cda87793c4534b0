using HydraBot.Governance.Audit;

namespace HydraBot.Hosting.Secrets;

/// <summary>The one mask through which logs, audit entries and answers pass.</summary>
internal static class SecretRegistration
{
    extension(IHostApplicationBuilder builder)
    {
        /// <summary>Masks the secrets of the settings; what is made later, such as a local key, the mask learns then.</summary>
        public IHostApplicationBuilder AddSecretMask()
        {
            builder.Services.AddSingleton(services => new SecretMask(ConfiguredSecrets.In(services.GetRequiredService<IConfiguration>())));
            return builder;
        }
    }
}
