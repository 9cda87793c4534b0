using HydraBot.Storage;

namespace HydraBot.Hosting;

/// <summary>Where the house keeps its things: <c>Storage:Path</c>, relative to the working directory.</summary>
internal sealed class ApplicationPaths(IConfiguration settings)
{
    /// <summary>The folder itself, absolute.</summary>
    public string Data { get; } = Path.GetFullPath(settings["Storage:Path"] is { Length: > 0 } path ? path : new StorageOptions().Path);

    /// <summary>Log files.</summary>
    public string Logs => Path.Combine(Data, "logs");

    /// <summary>The owner key of local mode.</summary>
    public string ApiKey => Path.Combine(Data, "api-key");

    /// <summary>The key that signs the audit chain.</summary>
    public string AuditKey => Path.Combine(Data, "audit-key");
}
