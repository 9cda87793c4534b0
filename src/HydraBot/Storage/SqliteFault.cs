using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace HydraBot.Storage;

/// <summary>Says in a sentence what SQLite's error code means for the person who runs the house.</summary>
internal static class SqliteFault
{
    public static StorageException Of(SqliteException exception, string file) => new(
        exception.SqliteErrorCode switch
        {
            raw.SQLITE_BUSY or raw.SQLITE_LOCKED => $"Another program holds the database {file}; close it and start again.",
            raw.SQLITE_FULL =>
                $"The disk of the database {file} is full; make room on it, or move the folder and set Storage:Path. Nothing was written.",
            raw.SQLITE_READONLY or raw.SQLITE_CANTOPEN or raw.SQLITE_PERM =>
                $"The database {file} cannot be written; give it and its folder to the user who runs HydraBot, or set Storage:Path.",
            raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB => Damaged(file, exception.Message),
            raw.SQLITE_IOERR => $"The disk of the database {file} failed ({exception.Message}); check it. Nothing was written.",
            _ => $"The database {file} refused a statement: {exception.Message}",
        },
        exception);

    public static string Damaged(string file, string finding) =>
        $"The database {file} is damaged or no SQLite file ({finding.ReplaceLineEndings(" ")}); it was left as it is. "
        + "Put a backup in its place, or move it away to start with an empty one.";
}
