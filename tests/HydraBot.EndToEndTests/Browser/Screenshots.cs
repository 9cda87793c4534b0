namespace HydraBot.EndToEndTests.Browser;

/// <summary>Where pictures of the page go: <c>artifacts/screenshots</c> of the repository.</summary>
internal static class Screenshots
{
    private static readonly Lazy<string> Place = new(() => Directory.CreateDirectory(Path.Combine(Repository(), "artifacts", "screenshots")).FullName);

    public static string Folder => Place.Value;

    private static string Repository()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "HydraBot.sln")))
                return folder.FullName;
        }
        return AppContext.BaseDirectory;
    }
}
