namespace HydraBot.Hosting.Settings;

/// <summary>Where settings files and the law are read: the working directory, as under <c>dotnet run</c>, or else the executable's own folder.</summary>
internal static class SettingsFolder
{
    public const string File = "appsettings.json";

    /// <summary>The owner's own, beside it.</summary>
    public const string LocalFile = "appsettings.Local.json";

    /// <summary>Finds the folder by the settings file in it.</summary>
    public static string Find() =>
        System.IO.File.Exists(Path.Combine(Environment.CurrentDirectory, File)) ? Environment.CurrentDirectory : AppContext.BaseDirectory;
}
