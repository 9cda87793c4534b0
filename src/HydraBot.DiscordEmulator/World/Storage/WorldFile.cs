using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.Data.Sqlite;
using Queue = System.Threading.Channels.Channel;

namespace HydraBot.DiscordEmulator.World.Storage;

/// <summary>
/// The SQLite file behind the world. Changes are queued and written by one loop, a transaction for as many as are waiting: a killed
/// process loses at most the batch under way, and WAL keeps the file whole.
/// </summary>
internal sealed partial class WorldFile : IAsyncDisposable
{
    private const string Schema = """
        PRAGMA journal_mode = WAL;
        PRAGMA synchronous = NORMAL;
        CREATE TABLE IF NOT EXISTS record (kind TEXT NOT NULL, key TEXT NOT NULL, content BLOB NOT NULL, PRIMARY KEY (kind, key)) WITHOUT ROWID;
        """;

    // Changes come from requests that must not wait for a disk; what bounds the queue is the pace of those requests.
    private readonly Channel<WorldChange> _changes = Queue.CreateUnbounded<WorldChange>(new() { SingleReader = true });
    private readonly ConcurrentDictionary<(string Kind, string Key), byte[]?> _unwritten = [];
    private readonly string _connectionString;
    private readonly string _path;
    private readonly ILogger _logger;
    private readonly SqliteConnection _connection;
    private readonly PreparedChanges _prepared;
    private readonly Task _writing;

    private WorldFile(string path, string connectionString, SqliteConnection connection, ILogger logger)
    {
        _path = path;
        _connectionString = connectionString;
        _connection = connection;
        _logger = logger;
        _prepared = new PreparedChanges(connection);
        _writing = Task.Run(WriteAsync);
    }

    /// <exception cref="EmulatorStartException">The folder or the file cannot be used.</exception>
    public static WorldFile Open(string folder, ILogger logger)
    {
        var path = Path.GetFullPath(Path.Combine(folder, "emulator.db"));
        var connectionString = new SqliteConnectionStringBuilder { DataSource = path, DefaultTimeout = 5, Pooling = false }.ToString();
        SqliteConnection? connection = null;
        try
        {
            Directory.CreateDirectory(folder);
            connection = new SqliteConnection(connectionString);
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = Schema;
            command.ExecuteNonQuery();
            return new WorldFile(path, connectionString, connection, logger);
        }
        catch (Exception cause) when (cause is SqliteException or IOException or UnauthorizedAccessException)
        {
            connection?.Dispose();
            throw new EmulatorStartException($"The emulator's world {path} (below Storage:Path) cannot be opened: {cause.Message}", cause);
        }
    }

    public void Write(WorldChange change)
    {
        _unwritten[(change.Kind, change.Key)] = change.Content;
        _changes.Writer.TryWrite(change);
    }

    /// <summary>One stored content, also when it is still on its way to disk.</summary>
    public byte[]? Read(string kind, string key)
    {
        if (_unwritten.TryGetValue((kind, key), out var unwritten))
            return unwritten;
        using var connection = new SqliteConnection(_connectionString);
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT content FROM record WHERE kind = $kind AND key = $key";
        command.Parameters.AddWithValue("$kind", kind);
        command.Parameters.AddWithValue("$key", key);
        return command.ExecuteScalar() as byte[];
    }

    /// <summary>All contents by their kind, but for one kind that is too big to hold; called before the first change.</summary>
    public ILookup<string, byte[]> ReadAll(string exceptKind)
    {
        List<(string Kind, byte[] Content)> all = [];
        using var command = _connection.CreateCommand();
        command.CommandText = "SELECT kind, content FROM record WHERE kind <> $except";
        command.Parameters.AddWithValue("$except", exceptKind);
        using var rows = command.ExecuteReader();
        while (rows.Read())
            all.Add((rows.GetString(0), rows.GetFieldValue<byte[]>(1)));
        return all.ToLookup(one => one.Kind, one => one.Content);
    }

    public async ValueTask DisposeAsync()
    {
        _changes.Writer.TryComplete();
        await _writing;
        _prepared.Dispose();
        await _connection.DisposeAsync();
    }

    private async Task WriteAsync()
    {
        List<WorldChange> batch = [];
        while (await _changes.Reader.WaitToReadAsync())
        {
            while (_changes.Reader.TryRead(out var change))
                batch.Add(change);
            if (TryWrite(batch))
                batch.Clear();
        }
        if (batch.Count > 0 && !TryWrite(batch))
            LogLost(_path, batch.Count);
    }

    private bool TryWrite(List<WorldChange> batch)
    {
        try
        {
            using var transaction = _connection.BeginTransaction();
            foreach (var change in batch)
                _prepared.Apply(change, transaction);
            transaction.Commit();
        }
        catch (SqliteException cause)
        {
            LogNotWritten(cause, _path);
            return false;
        }
        foreach (var change in batch)
            _unwritten.TryRemove(KeyValuePair.Create((change.Kind, change.Key), change.Content));
        return true;
    }

    [LoggerMessage(LogLevel.Error, "The emulator's world {Path} cannot be written; what happens now is kept in memory and tried again.")]
    private partial void LogNotWritten(Exception cause, string path);

    [LoggerMessage(LogLevel.Error, "The emulator's world {Path} could not be written to the end: {Count} changes are lost.")]
    private partial void LogLost(string path, int count);
}
