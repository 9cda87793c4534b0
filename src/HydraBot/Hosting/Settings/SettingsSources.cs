using HydraBot.Hosting.Starting;
using Microsoft.Extensions.Configuration.CommandLine;
using Microsoft.Extensions.Configuration.EnvironmentVariables;
using Microsoft.Extensions.Configuration.Json;

namespace HydraBot.Hosting.Settings;

/// <summary>Where settings come from; a later source overrides an earlier one.</summary>
internal static class SettingsSources
{
    extension(IConfigurationBuilder configuration)
    {
        /// <summary>appsettings.json, appsettings.Local.json, environment variables, arguments.</summary>
        /// <exception cref="StartException">A file is no JSON or not for this user to read, or an argument is no setting.</exception>
        public void AddSettingsSources(IReadOnlyList<string> args)
        {
            var folder = SettingsFolder.Find();
            configuration.AddFile(Path.Combine(folder, SettingsFolder.File));
            configuration.AddFile(Path.Combine(folder, SettingsFolder.LocalFile));
            configuration.AddEnvironmentVariables();
            configuration.AddCommandLine([.. SettingsArguments.Check(args)]);
        }

        private void AddFile(string path)
        {
            try
            {
                configuration.AddJsonFile(path, optional: true, reloadOnChange: false);
            }
            catch (InvalidDataException exception)
            {
                var reason = exception.InnerException?.InnerException ?? exception.InnerException ?? exception;
                throw new StartException($"{path} is no settings file: {reason.Message.ReplaceLineEndings(" ")}", exception);
            }
            catch (UnauthorizedAccessException exception)
            {
                throw new StartException($"{path} cannot be read by this user; it belongs to whoever runs HydraBot.", exception);
            }
        }
    }

    /// <summary>What to call a source in a message.</summary>
    public static string Name(IConfigurationProvider provider) => provider switch
    {
        JsonConfigurationProvider json => json.Source.Path ?? SettingsFolder.File,
        CommandLineConfigurationProvider => "the command line",
        EnvironmentVariablesConfigurationProvider => "the environment",
        _ => throw new ArgumentException($"Nobody writes settings into {provider}.", nameof(provider)),
    };

    /// <summary>True for sources that a person writes; the framework keeps settings of its own in others.</summary>
    public static bool IsWritten(IConfigurationProvider provider) =>
        provider is JsonConfigurationProvider or CommandLineConfigurationProvider or EnvironmentVariablesConfigurationProvider;
}
