using HydraBot.Hosting;

namespace HydraBot.Sandbox.Engine;

/// <summary>Tells the containers of this house from those of another that uses the same engine: a number that is drawn once and kept in the data folder.</summary>
internal sealed class HouseMark(ApplicationPaths paths)
{
    private readonly Lock _lock = new();
    private string? _id;

    public string Id
    {
        get
        {
            lock (_lock)
                return _id ??= ReadOrDraw(Path.Combine(paths.Data, "sandbox", "house"));
        }
    }

    private static string ReadOrDraw(string file)
    {
        if (File.Exists(file) && File.ReadAllText(file).Trim() is { Length: 32 } known)
            return known;
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        var drawn = Guid.CreateVersion7().ToString("N");
        File.WriteAllText(file, drawn);
        return drawn;
    }
}
