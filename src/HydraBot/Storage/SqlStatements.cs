using System.Data.Common;

namespace HydraBot.Storage;

/// <summary>Compiled statements of a connection that lives long: compiling one costs SQLite more than running it.</summary>
internal sealed class SqlStatements : IAsyncDisposable
{
    /// <summary>More different texts than the rooms have; what is beyond is made and dropped.</summary>
    private const int Most = 256;

    private readonly Dictionary<string, DbCommand> _bySql = new(StringComparer.Ordinal);

    public DbCommand? Find(string sql) => _bySql.GetValueOrDefault(sql);

    public bool Holds(DbCommand command) => _bySql.TryGetValue(command.CommandText, out var kept) && ReferenceEquals(kept, command);

    public void Keep(string sql, DbCommand command)
    {
        if (_bySql.Count < Most)
            _bySql.Add(sql, command);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var command in _bySql.Values)
            await command.DisposeAsync();
    }
}
