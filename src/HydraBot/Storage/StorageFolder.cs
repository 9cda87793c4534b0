using Microsoft.Extensions.Options;

namespace HydraBot.Storage;

/// <summary>The data folder: made for its owner's eyes alone, and claimed for one HydraBot at a time.</summary>
internal sealed class StorageFolder(IOptions<StorageOptions> options) : IDisposable
{
    private FileStream? _claim;

    /// <summary>The full path.</summary>
    public string FullPath { get; } = Path.GetFullPath(options.Value.Path);

    public string DatabaseFile => Path.Combine(FullPath, "hydrabot.db");

    private string ClaimFile => Path.Combine(FullPath, "hydrabot.lock");

    /// <summary>Makes the folder where it is missing, and holds it until the process ends, however it ends.</summary>
    /// <exception cref="StorageException">It cannot be made or written, or another HydraBot holds it.</exception>
    public void Claim()
    {
        try
        {
            if (OperatingSystem.IsWindows())
                Directory.CreateDirectory(FullPath);
            else
                Directory.CreateDirectory(FullPath, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw NotWritable(exception);
        }

        try
        {
            _claim = new FileStream(ClaimFile, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (Exception exception) when (exception is UnauthorizedAccessException || !File.Exists(ClaimFile))
        {
            throw NotWritable(exception);
        }
        catch (IOException exception)
        {
            throw new StorageException(
                $"Another HydraBot uses the data folder {FullPath}; stop it, or give this one a folder of its own with Storage:Path.",
                exception);
        }
    }

    public void Dispose() => _claim?.Dispose();

    private StorageException NotWritable(Exception exception) => new(
        $"The data folder {FullPath} cannot be written ({exception.Message}); "
        + "set Storage:Path to a folder that belongs to the user who runs HydraBot.",
        exception);
}
