using System.Net;
using System.Net.Sockets;
using System.Text;
using Docker.DotNet;
using Docker.DotNet.Models;
using HydraBot.Governance.Constitution;
using HydraBot.IntegrationTests.Support;
using HydraBot.Law.Evidence;
using HydraBot.Testing;
using HydraBot.Testing.Docker;
using HydraBot.Tests.Backups;
using Npgsql;
using Xunit;

namespace HydraBot.IntegrationTests.Backups;

/// <summary>Real PostgreSQL, by its own programs, on this machine and in a container.</summary>
public sealed class PostgresBackupTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_restore_brings_back_what_was_dropped_and_takes_away_what_came_later()
    {
        await using var shop = await PostgresqlBackend.CreateAsync();
        await RunAsync(shop.ConnectionString, "CREATE TABLE orders (id int PRIMARY KEY, what text); INSERT INTO orders SELECT n, repeat('x', 100) FROM generate_series(1, 5000) n; CREATE SCHEMA extra; CREATE VIEW extra.few AS SELECT * FROM orders WHERE id < 10");
        await using var house = await HouseAsync(shop);
        var backup = await house.BackUpAsync("shop");
        await RunAsync(shop.ConnectionString, "DROP VIEW extra.few; DROP TABLE orders; CREATE TABLE later (a int); INSERT INTO later VALUES (7)");

        var (_, value) = await house.RestoreAsync(backup);

        Assert.Equal(5000L, await AskAsync(shop, "SELECT count(*) FROM orders"));
        Assert.Equal(9L, await AskAsync(shop, "SELECT count(*) FROM extra.few"));
        Assert.Equal(0L, await AskAsync(shop, "SELECT count(*) FROM pg_tables WHERE tablename = 'later'"));
        await house.RestoreAsync(value.GetProperty("before"));
        Assert.Equal(7, await AskAsync(shop, "SELECT a FROM later"));
    }

    [Fact]
    public async Task A_restore_that_fails_half_way_leaves_everything_as_it_was()
    {
        await using var shop = await PostgresqlBackend.CreateAsync();
        await RunAsync(shop.ConnectionString, "CREATE TABLE orders (id int); INSERT INTO orders VALUES (1); CREATE FUNCTION bad() RETURNS int LANGUAGE sql AS 'SELECT 1'");
        await using var house = await HouseAsync(shop);
        var backup = await house.BackUpAsync("shop");
        await RunAsync(shop.ConnectionString, "INSERT INTO orders VALUES (2)");
        // Somebody holds a lock: the wipe cannot have it, and the statement time-out of the role ends the wait.
        await RunAsync(shop.ConnectionString, $"ALTER DATABASE {Name(shop)} SET lock_timeout = '300ms'");
        await using var holder = new NpgsqlConnection(shop.ConnectionString);
        await holder.OpenAsync(Token);
        await using var transaction = await holder.BeginTransactionAsync(Token);
        await using (var command = new NpgsqlCommand("LOCK TABLE orders IN SHARE MODE", holder, transaction))
            await command.ExecuteNonQueryAsync(Token);

        var message = await house.Road.FailedAsync("backup.restore", BackupHouse.Named(backup));

        Assert.Contains("lock timeout", message, StringComparison.Ordinal);
        await transaction.RollbackAsync(Token);
        Assert.Equal(2L, await AskAsync(shop, "SELECT count(*) FROM orders"));
    }

    [Fact]
    public async Task The_law_finds_the_dump_and_no_longer_when_a_byte_of_it_changed()
    {
        await using var shop = await PostgresqlBackend.CreateAsync();
        await RunAsync(shop.ConnectionString, "CREATE TABLE orders (id int, what text); INSERT INTO orders SELECT n, md5(n::text) FROM generate_series(1, 2000) n");
        await using var house = await HouseAsync(shop);
        Decision Dropping(string database) => house.Judge(database, "DROP TABLE orders").Decision;
        Assert.Equal(Decision.Deny, Dropping(Name(shop)));

        var backup = await house.BackUpAsync("shop");
        Assert.Equal(Decision.Approve, Dropping(Name(shop)));
        Assert.Equal(Decision.Deny, Dropping("shop"));

        var file = house.FileOf(backup);
        var bytes = await File.ReadAllBytesAsync(file, Token);
        foreach (var at in (int[])[20, bytes.Length / 2, bytes.Length - 1])
        {
            bytes[at] ^= 4;
            await File.WriteAllBytesAsync(file, bytes, Token);
            Assert.Equal(Decision.Deny, Dropping(Name(shop)));
            bytes[at] ^= 4;
        }

        await File.WriteAllBytesAsync(file, bytes[..^1], Token);
        Assert.Equal(Decision.Deny, Dropping(Name(shop)));
        await File.WriteAllBytesAsync(file, bytes, Token);
        Assert.Equal(Decision.Approve, Dropping(Name(shop)));
        // A day and an hour later it is too old, whatever its file's date says.
        house.Age(backup, backup.GetProperty("takenAt").GetDateTimeOffset().AddHours(-25));
        Assert.Equal(Decision.Deny, Dropping(Name(shop)));
    }

    [Fact]
    public async Task A_wrong_password_is_one_clear_line_that_does_not_hold_it()
    {
        Parts.Require(BackupFile.Tool("pg_dump") is not null, "pg_dump is not installed: apt-get install postgresql-client");
        using var server = new TcpListener(IPAddress.Loopback, 0);
        server.Start();
        var answering = RefuseAsync(server);
        await using var house = await BackupHouse.StartAsync(
            ("Backups:Targets:shop:Kind", "Postgres"),
            ("Backups:Targets:shop:Connection", $"Host=127.0.0.1;Port={((IPEndPoint)server.LocalEndpoint).Port};Username=mia;Password=planted-wrong-word;Database=shop;SslMode=Disable"));

        var message = await house.Road.FailedAsync("backup.create", """{"target": "shop"}""");

        Assert.Contains("password authentication failed for user \"mia\"", message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', message);
        Assert.DoesNotContain("planted-wrong-word", message, StringComparison.Ordinal);
        Assert.Equal("planted-wrong-word", await answering);
        Assert.Empty(Directory.GetFiles(house.Folder, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task A_full_disk_is_one_clear_line_and_leaves_nothing_that_counts()
    {
        await using var shop = await PostgresqlBackend.CreateAsync();
        await RunAsync(shop.ConnectionString, "CREATE TABLE big AS SELECT n, md5(n::text) AS a, md5((n * 7)::text) AS b FROM generate_series(1, 40000) n");
        using var small = SmallDisk.Require(256 * 1024);
        await using var house = await BackupHouse.StartAsync([.. Target(shop), ("Constitution:Places:Backups", small.Folder)]);

        var message = await house.Road.FailedAsync("backup.create", """{"target": "shop"}""");

        Assert.Contains("is full", message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(small.Folder, "*", SearchOption.AllDirectories));
        Assert.Equal(Decision.Deny, house.Judge(Name(shop), "DROP TABLE big").Decision);
    }

    [Fact]
    public async Task A_database_in_a_container_is_dumped_and_restored_by_the_containers_own_programs()
    {
        await using var shop = await PostgresqlBackend.CreateAsync();
        await RunAsync(shop.ConnectionString, "CREATE TABLE orders (id int); INSERT INTO orders SELECT generate_series(1, 300)");
        await using var containers = await TestContainers.RequireAsync(Token);
        // The machine's own PostgreSQL programs, seen from inside; the server is reached over the machine's network, as the variables of the image say.
        var server = new NpgsqlConnectionStringBuilder(shop.ConnectionString);
        using var engine = new DockerClientBuilder().WithEndpoint(new Uri(TestContainers.Address)).Build();
        var programs = Directory.GetDirectories("/usr/lib/postgresql").Order().Last();
        var created = await engine.Containers.CreateContainerAsync(new CreateContainerParameters
        {
            Name = $"{containers.Prefix}-postgres",
            Image = BusyboxImage.Name,
            Cmd = ["trap 'exit 0' TERM; while true; do sleep 1 & wait $!; done"],
            Env = [$"PGHOST={server.Host}", $"PGPORT={server.Port}", $"POSTGRES_USER={server.Username}", $"PATH={programs}/bin:/bin", "LD_LIBRARY_PATH="],
            Labels = new Dictionary<string, string> { ["hydrabot.heal"] = "false", ["hydrabot.backup"] = "true" },
            HostConfig = new HostConfig { NetworkMode = "host", Binds = ["/usr:/usr:ro", "/lib:/lib:ro", "/lib64:/lib64:ro"] },
        }, Token);
        try
        {
            await engine.Containers.StartContainerAsync(created.ID, new ContainerStartParameters(), Token);
            await using var house = await BackupHouse.StartAsync(
                ("Fleet:Engine", TestContainers.Address), ("Backups:Targets:shop:Kind", "Postgres"), ("Backups:Targets:shop:Container", $"{containers.Prefix}-postgres"), ("Backups:Targets:shop:Database", server.Database!));
            var backup = await house.BackUpAsync("shop");
            Assert.Equal(Decision.Approve, house.Judge(Name(shop), "DROP TABLE orders").Decision);
            await RunAsync(shop.ConnectionString, "DROP TABLE orders");
            await house.RestoreAsync(backup);
            Assert.Equal(300L, await AskAsync(shop, "SELECT count(*) FROM orders"));
        }
        finally
        {
            await engine.Containers.RemoveContainerAsync(created.ID, new ContainerRemoveParameters { Force = true }, CancellationToken.None);
        }
    }

    private static Task<BackupHouse> HouseAsync(PostgresqlBackend shop) => BackupHouse.StartAsync(Target(shop));

    private static (string Key, string Value)[] Target(PostgresqlBackend shop) => [("Backups:Targets:shop:Kind", "Postgres"), ("Backups:Targets:shop:Connection", shop.ConnectionString)];

    private static string Name(PostgresqlBackend shop) => new NpgsqlConnectionStringBuilder(shop.ConnectionString).Database!;

    private static async Task RunAsync(string connection, string sql)
    {
        await using var source = NpgsqlDataSource.Create(connection);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(Token);
    }

    private static async Task<object?> AskAsync(PostgresqlBackend shop, string sql)
    {
        await using var source = NpgsqlDataSource.Create(shop.ConnectionString);
        await using var command = source.CreateCommand(sql);
        return await command.ExecuteScalarAsync(Token);
    }

    /// <summary>A server that asks for a password in clear text and does not like it (https://www.postgresql.org/docs/current/protocol-flow.html).</summary>
    /// <returns>The password that it was given.</returns>
    private static async Task<string> RefuseAsync(TcpListener server)
    {
        using var client = await server.AcceptTcpClientAsync(Token);
        var stream = client.GetStream();
        await ReadAsync(stream, typed: false);
        await stream.WriteAsync(new byte[] { (byte)'R', 0, 0, 0, 8, 0, 0, 0, 3 }, Token);
        var given = Encoding.UTF8.GetString(await ReadAsync(stream, typed: true)).TrimEnd('\0');
        var fields = "SFATAL\0VFATAL\0C28P01\0Mpassword authentication failed for user \"mia\"\0\0"u8.ToArray();
        await stream.WriteAsync((byte[])[(byte)'E', 0, 0, 0, (byte)(4 + fields.Length), .. fields], Token);
        return given;
    }

    private static async Task<byte[]> ReadAsync(NetworkStream stream, bool typed)
    {
        var head = new byte[typed ? 5 : 4];
        await stream.ReadExactlyAsync(head, Token);
        var body = new byte[System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(head.AsSpan(head.Length - 4)) - 4];
        await stream.ReadExactlyAsync(body, Token);
        return body;
    }
}
