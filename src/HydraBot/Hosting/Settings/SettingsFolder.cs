namespace HydraBot.Hosting.Settings;

/// <summary>
/// Where settings files and the law are read: the working directory, as under <c>dotnet run</c>, or else the executable's own folder. A program that the
/// watchdog starts reads those of the watchdog, wherever it lies itself.
/// </summary>
internal static class SettingsFolder
{
    public const string File = "appsettings.json";

    /// <summary>The owner's own, beside it.</summary>
    public const string LocalFile = "appsettings.Local.json";

    /// <summary>Names the folder to a program that the watchdog starts.</summary>
    public const string Variable = "HYDRA_SETTINGS_FOLDER";

    /// <summary>Finds the folder by the settings file in it.</summary>
    public static string Find() =>
        System.IO.File.Exists(Path.Combine(Environment.CurrentDirectory, File)) ? Environment.CurrentDirectory
        : Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named ? named
        : AppContext.BaseDirectory;
}
