using System.ComponentModel.DataAnnotations;

namespace HydraBot.Storage;

/// <summary>Section <c>Storage</c>: where tables, keys, caches and artifacts are kept.</summary>
internal sealed class StorageOptions
{
    /// <summary>The data folder; relative to the folder that HydraBot is started from.</summary>
    [Required(ErrorMessage = "Storage:Path is the data folder, for example data")]
    public string Path { get; set; } = "data";

    /// <summary>A PostgreSQL connection string; without one the tables are in a SQLite file in <see cref="Path"/>.</summary>
    public string? ConnectionString { get; set; }
}
