using HydraBot.Governance.Constitution;

namespace HydraBot.Law.Constitution;

/// <summary>The file of the law.</summary>
internal static class ConstitutionFile
{
    /// <summary>Reads it, found from the current folder first and then beside the executable.</summary>
    /// <exception cref="ConstitutionException">It is missing, unreadable, or no law; all faults are named with their places.</exception>
    public static ConstitutionDocument Read(string path)
    {
        var file = Find(path);
        try
        {
            return ConstitutionReader.Read(File.ReadAllText(file), path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Unreadable(path, $"The file cannot be read: {exception.Message}");
        }
    }

    /// <summary>Where it is.</summary>
    /// <exception cref="ConstitutionException">It is missing.</exception>
    public static string Find(string path)
    {
        string[] places = [Path.GetFullPath(path), Path.GetFullPath(path, AppContext.BaseDirectory)];
        return places.FirstOrDefault(File.Exists)
            ?? throw Unreadable(path, $"There is no such file, neither {string.Join(" nor ", places.Distinct())}; set Constitution:Path.");
    }

    private static ConstitutionException Unreadable(string path, string message) => new(path, [new ConstitutionError(1, 1, message)]);
}
