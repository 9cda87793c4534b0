using Microsoft.Extensions.Options;

namespace HydraBot.Hosting;

/// <summary>Ties an options class to its section of the settings, validated before the host starts.</summary>
internal static class SettingsRegistration
{
    extension(IHostApplicationBuilder builder)
    {
        /// <summary>Registers a section, how it is bound (by generated code at the call) and how it is validated.</summary>
        /// <remarks>The options type is remembered, so that a setting which no class knows stops the start.</remarks>
        public IHostApplicationBuilder AddSettings<TOptions, TValidator>(string section, Action<OptionsBuilder<TOptions>, IConfigurationSection> bind)
            where TOptions : class
            where TValidator : class, IValidateOptions<TOptions>
        {
            builder.Services.AddSingleton<IValidateOptions<TOptions>, TValidator>();
            builder.Services.AddSingleton(new SettingsSection(section, typeof(TOptions)));
            var options = builder.Services.AddOptions<TOptions>().ValidateOnStart();
            bind(options, builder.Configuration.GetSection(section));
            return builder;
        }
    }
}

/// <summary>A section of the settings and the class that it is bound to.</summary>
internal sealed record SettingsSection(string Name, Type Options);
