namespace HydraBot.Storage;

/// <summary>Which SQL the database speaks, for the few statements that are not the same in both.</summary>
internal enum SqlDialect
{
    Sqlite = 0,

    Postgresql = 1,
}
