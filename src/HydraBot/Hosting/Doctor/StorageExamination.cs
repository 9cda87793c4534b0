using HydraBot.Storage;

namespace HydraBot.Hosting.Doctor;

/// <summary>Whether the house can keep its things.</summary>
internal sealed class StorageExamination(ApplicationPaths paths, Database database, IConfiguration settings) : IExamination
{
    public string Subject => "storage";

    public async Task<Finding> ExamineAsync(CancellationToken cancellationToken)
    {
        var folder = Existing(paths.Data);
        if (!Writable(folder))
            return Finding.Wrong($"{folder} cannot be written by this user", "Set Storage:Path to a folder that belongs to the user who runs HydraBot.");
        if (string.IsNullOrEmpty(settings["Storage:ConnectionString"]) && !File.Exists(Path.Combine(paths.Data, "hydrabot.db")))
            return Finding.Ok($"{paths.Data} (made at the first start)");
        await database.OpenForReadingAsync(cancellationToken);
        return Finding.Ok(database.Place);
    }

    private static string Existing(string folder) =>
        Directory.Exists(folder) || Path.GetDirectoryName(folder) is not { } parent ? folder : Existing(parent);

    private static bool Writable(string folder)
    {
        try
        {
            using var trial = new FileStream(
                Path.Combine(folder, $".hydrabot-{Guid.CreateVersion7():N}"), FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose);
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
