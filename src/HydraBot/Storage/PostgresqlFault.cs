using Npgsql;

namespace HydraBot.Storage;

/// <summary>Says in a sentence what PostgreSQL's error means for the person who runs the house.</summary>
internal static class PostgresqlFault
{
    public static StorageException Of(NpgsqlException exception, string place) => new(
        exception is PostgresException { SqlState: var state, MessageText: var text }
            ? state switch
            {
                PostgresErrorCodes.DiskFull => $"The disk of {place} is full; make room on it. Nothing was written.",
                PostgresErrorCodes.ReadOnlySqlTransaction => $"{place} takes no writes ({text}); HydraBot needs the primary server.",
                PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification =>
                    $"{place} turned the user away ({text}); check user and password in Storage:ConnectionString.",
                PostgresErrorCodes.InvalidCatalogName =>
                    $"{place} does not exist ({text}); create it, or correct Storage:ConnectionString.",
                PostgresErrorCodes.InsufficientPrivilege =>
                    $"{place} does not let this user work ({text}); grant it the rights to create and write tables.",
                _ => $"{place} refused a statement ({state}): {text}",
            }
            : $"{place} does not answer ({exception.InnerException?.Message ?? exception.Message}); start the server, "
                + "or correct Storage:ConnectionString.",
        exception);
}
