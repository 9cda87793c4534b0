using HydraBot.Testing;

namespace HydraBot.EndToEndTests.Browser;

/// <summary>Where pictures of the page go: <c>artifacts/screenshots</c> of the repository.</summary>
internal static class Screenshots
{
    private static readonly Lazy<string> Place = new(() => Directory.CreateDirectory(Path.Combine(SourceFolder.Root, "artifacts", "screenshots")).FullName);

    public static string Folder => Place.Value;
}
