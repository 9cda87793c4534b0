using System.Data.Common;
using System.Runtime.CompilerServices;
using SqlValue = (string Name, object? Value);

namespace HydraBot.Storage;

/// <summary>Statements inside one transaction. Parameters are written <c>@name</c> and given by name.</summary>
internal sealed class SqlSession(DbConnection connection, SqlStatements? kept, CancellationToken cancellationToken)
{
    /// <summary>Runs a statement and gives the number of rows that it changed.</summary>
    public ValueTask<int> ExecuteAsync(string sql, params ReadOnlySpan<SqlValue> values) => ChangeAsync(Command(sql, values));

    /// <summary>The first row, or the default of <typeparamref name="T"/> when there is none.</summary>
    public ValueTask<T?> FirstAsync<T>(string sql, Func<DbDataReader, T> read, params ReadOnlySpan<SqlValue> values) =>
        FirstAsync(Command(sql, values), read);

    /// <summary>All rows.</summary>
    public ValueTask<List<T>> ListAsync<T>(string sql, Func<DbDataReader, T> read, params ReadOnlySpan<SqlValue> values) =>
        ListAsync(Command(sql, values), read);

    /// <summary>Row after row, without holding them all.</summary>
    public IAsyncEnumerable<T> StreamAsync<T>(string sql, Func<DbDataReader, T> read, params ReadOnlySpan<SqlValue> values) =>
        StreamAsync(Command(sql, values), read, cancellationToken);

    private async ValueTask<int> ChangeAsync(DbCommand command)
    {
        try
        {
            return await command.ExecuteNonQueryAsync(cancellationToken);
        }
        finally
        {
            await ReleaseAsync(command);
        }
    }

    private async ValueTask<T?> FirstAsync<T>(DbCommand command, Func<DbDataReader, T> read)
    {
        try
        {
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            return await reader.ReadAsync(cancellationToken) ? read(reader) : default;
        }
        finally
        {
            await ReleaseAsync(command);
        }
    }

    private async ValueTask<List<T>> ListAsync<T>(DbCommand command, Func<DbDataReader, T> read)
    {
        var rows = new List<T>();
        await foreach (var row in StreamAsync(command, read, cancellationToken))
            rows.Add(row);
        return rows;
    }

    private async IAsyncEnumerable<T> StreamAsync<T>(
        DbCommand command, Func<DbDataReader, T> read, [EnumeratorCancellation] CancellationToken stop)
    {
        try
        {
            await using var reader = await command.ExecuteReaderAsync(stop);
            while (await reader.ReadAsync(stop))
                yield return read(reader);
        }
        finally
        {
            await ReleaseAsync(command);
        }
    }

    private DbCommand Command(string sql, ReadOnlySpan<SqlValue> values)
    {
        if (kept?.Find(sql) is { } known)
        {
            for (var index = 0; index < values.Length; index++)
                known.Parameters[index].Value = values[index].Value ?? DBNull.Value;
            return known;
        }

        var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in values)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = name;
            parameter.Value = value ?? DBNull.Value;
            command.Parameters.Add(parameter);
        }

        kept?.Keep(sql, command);
        return command;
    }

    private ValueTask ReleaseAsync(DbCommand command) => kept?.Holds(command) == true ? ValueTask.CompletedTask : command.DisposeAsync();
}
