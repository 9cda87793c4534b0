namespace HydraBot.Backups;

/// <summary>What can be backed up.</summary>
internal enum BackupKind
{
    /// <summary>A PostgreSQL server's databases: pg_dump, custom format.</summary>
    Postgres,

    /// <summary>A SQLite file: SQLite's own online backup.</summary>
    Sqlite,

    /// <summary>A Qdrant server's collections: its snapshots.</summary>
    Qdrant,

    /// <summary>A Neo4j database: an export over its Query API.</summary>
    Neo4j,

    /// <summary>A volume of the container engine: a packed tar.</summary>
    Volume,
}
