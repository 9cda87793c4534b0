using System.Reflection;
using DbUp;
using DbUp.Builder;
using DbUp.Engine;

namespace HydraBot.Storage;

/// <summary>Brings the tables of all rooms to this program's shape, script by script, each in a transaction of its own.</summary>
internal sealed partial class Migrations(Assembly assembly, ILogger<Migrations> logger)
{
    private const string Journal = "migrations";

    /// <exception cref="StorageException">The database is newer than this program, or a script failed and was rolled back.</exception>
    public void Apply(Database database)
    {
        var engine = Dialect(database)
            .WithScripts(MigrationScript.Of(assembly, database.Dialect).Select(script => new SqlScript(script.Name, script.Text(assembly))))
            .WithTransactionPerScript()
            .WithVariablesDisabled()
            .LogToNowhere()
            .Build();

        if (engine.GetExecutedButNotDiscoveredScripts() is { Count: > 0 } unknown)
        {
            throw new StorageException(
                $"{database.Place} was written by a newer HydraBot: it holds {string.Join(", ", unknown)}, which this version does not "
                + "know. Start the newer version, or set Storage:Path to another folder. Nothing was changed.");
        }

        var result = engine.PerformUpgrade();
        foreach (var script in result.Scripts)
            LogApplied(script.Name);
        if (!result.Successful)
        {
            throw new StorageException(
                $"{database.Place} could not be brought up to date: {result.ErrorScript?.Name}: {result.Error.Message}", result.Error);
        }
    }

    private static UpgradeEngineBuilder Dialect(Database database) => database.Dialect switch
    {
        SqlDialect.Sqlite => DeployChanges.To.SqliteDatabase(database.Source.ConnectionString).JournalToSqliteTable(Journal),
        _ => DeployChanges.To
            .PostgresqlDatabase(new DbUp.Postgresql.PostgresqlConnectionManager((Npgsql.NpgsqlDataSource)database.Source))
            .JournalToPostgresqlTable(null, Journal),
    };

    [LoggerMessage(Level = LogLevel.Information, Message = "Applied the migration {Script}")]
    private partial void LogApplied(string script);
}
