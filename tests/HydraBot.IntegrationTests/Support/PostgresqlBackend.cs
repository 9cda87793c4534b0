using HydraBot.Testing;
using Npgsql;

namespace HydraBot.IntegrationTests.Support;

/// <summary>A database on the server that <c>HYDRA_TEST_POSTGRES</c> names, made for one test and dropped after it.</summary>
public sealed class PostgresqlBackend : Backend
{
    private readonly NpgsqlConnectionStringBuilder _server;
    private readonly string _name = $"hydra_test_{Guid.CreateVersion7():N}";

    private PostgresqlBackend(string server) => _server = new NpgsqlConnectionStringBuilder(server) { Pooling = false };

    public string ConnectionString => new NpgsqlConnectionStringBuilder(_server.ConnectionString) { Database = _name, Pooling = true }.ConnectionString;

    public override IReadOnlyDictionary<string, string?> Settings => new Dictionary<string, string?>(base.Settings)
    {
        ["Storage:ConnectionString"] = ConnectionString,
    };

    public static async Task<PostgresqlBackend> CreateAsync()
    {
        var server = Environment.GetEnvironmentVariable("HYDRA_TEST_POSTGRES");
        Parts.Require(server is { Length: > 0 }, "no PostgreSQL: HYDRA_TEST_POSTGRES holds no connection string of a server");
        var backend = new PostgresqlBackend(server!);
        await backend.RunAsync($"CREATE DATABASE {backend._name}");
        return backend;
    }

    public override async ValueTask DisposeAsync()
    {
        await RunAsync($"DROP DATABASE IF EXISTS {_name} WITH (FORCE)");
        await base.DisposeAsync();
    }

    private async Task RunAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(_server.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
