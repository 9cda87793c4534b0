using HydraBot.Hosting.Settings;
using HydraBot.Hosting.Starting;
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
            builder.Services.AddSingleton<TValidator>();
            builder.Services.AddSingleton<IValidateOptions<TOptions>, SettingsValidator<TOptions, TValidator>>();
            builder.Services.AddSingleton(new SettingsSection(section, typeof(TOptions)));
            var options = builder.Services.AddOptions<TOptions>().ValidateOnStart();
            bind(options, builder.Configuration.GetSection(section));
            return builder;
        }

        /// <summary>Sections that rooms have registered so far.</summary>
        public IEnumerable<SettingsSection> SettingsSections =>
            builder.Services.Select(service => service.ImplementationInstance).OfType<SettingsSection>();

        /// <summary>Stops the start when a setting is unknown or cannot be read; comes after the rooms.</summary>
        /// <exception cref="StartException">One line a problem.</exception>
        public void CheckSettings()
        {
            if (new SettingsCheck(builder.SettingsSections).Problems((IConfigurationRoot)builder.Configuration) is { Count: > 0 } problems)
                throw new StartException(problems);
        }
    }
}

/// <summary>A section of the settings and the class that it is bound to.</summary>
internal sealed record SettingsSection(string Name, Type Options);
