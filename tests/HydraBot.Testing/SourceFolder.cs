namespace HydraBot.Testing;

/// <summary>The folder of the sources that these tests were built from.</summary>
public static class SourceFolder
{
    /// <exception cref="InvalidOperationException">The tests were moved away from it.</exception>
    public static string Root
    {
        get
        {
            var folder = AppContext.BaseDirectory;
            while (!File.Exists(Path.Combine(folder, "HydraBot.sln")))
                folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("HydraBot.sln is in no folder above the tests.");
            return folder;
        }
    }
}
