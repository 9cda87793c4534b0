using Microsoft.Data.Sqlite;

namespace HydraBot.DiscordEmulator.World.Storage;

/// <summary>The two statements that write a change, understood by SQLite once.</summary>
internal sealed class PreparedChanges(SqliteConnection connection) : IDisposable
{
    private readonly SqliteCommand _put = Prepared(
        connection, "INSERT INTO record (kind, key, content) VALUES ($kind, $key, $content) ON CONFLICT DO UPDATE SET content = excluded.content", "$kind", "$key", "$content");

    private readonly SqliteCommand _remove = Prepared(connection, "DELETE FROM record WHERE kind = $kind AND key = $key", "$kind", "$key");

    public void Apply(WorldChange change, SqliteTransaction transaction)
    {
        var command = change.Content is null ? _remove : _put;
        command.Transaction = transaction;
        command.Parameters[0].Value = change.Kind;
        command.Parameters[1].Value = change.Key;
        if (change.Content is not null)
            command.Parameters[2].Value = change.Content;
        command.ExecuteNonQuery();
    }

    public void Dispose()
    {
        _put.Dispose();
        _remove.Dispose();
    }

    private static SqliteCommand Prepared(SqliteConnection connection, string text, params ReadOnlySpan<string> parameters)
    {
        var command = connection.CreateCommand();
        command.CommandText = text;
        foreach (var parameter in parameters)
            command.Parameters.Add(new SqliteParameter { ParameterName = parameter });
        return command;
    }
}
