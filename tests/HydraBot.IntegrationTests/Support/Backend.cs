namespace HydraBot.IntegrationTests.Support;

/// <summary>A database of a test's own, and a data folder beside it.</summary>
public abstract class Backend : IAsyncDisposable
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("hydrabot-test-").FullName;

    public string Effects => Path.Combine(Folder, "effects.txt");

    /// <summary>Settings of a house that uses it.</summary>
    public virtual IReadOnlyDictionary<string, string?> Settings => new Dictionary<string, string?>
    {
        ["Storage:Path"] = Path.Combine(Folder, "data"),
        ["Constitution:Path"] = Law(),
    };

    public virtual ValueTask DisposeAsync()
    {
        Directory.Delete(Folder, recursive: true);
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    private string Law()
    {
        var file = Path.Combine(Folder, "law.yaml");
        if (!File.Exists(file))
            File.WriteAllText(file, CrashSubject.Subject.Law);
        return file;
    }
}
