using HydraBot.IntegrationTests.Support;
using HydraBot.Storage;
using HydraBot.Testing;
using Microsoft.Data.Sqlite;
using Xunit;

namespace HydraBot.IntegrationTests.Storage;

/// <summary>What stands in the way of a start is said in one line, and nothing is damaged.</summary>
public sealed class StartTests : IAsyncDisposable
{
    private readonly SqliteBackend _backend = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_data_folder_is_made_for_its_owner_alone()
    {
        Parts.Require(!OperatingSystem.IsWindows(), "no Unix file modes on Windows");
        if (OperatingSystem.IsWindows())
            return;
        await using var house = await House.StartAsync(_backend);
        Assert.Equal(
            UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(_backend.Settings["Storage:Path"]!));
    }

    [Fact]
    public async Task A_second_house_on_the_same_folder_is_turned_away_and_the_first_goes_on()
    {
        await using var first = await House.StartAsync(_backend);
        Assert.Contains("Another HydraBot uses the data folder", await RefusalAsync(), StringComparison.Ordinal);
        await first.AskAsync("subject.look");
        Assert.True((await first.Audit.VerifyAsync(Token)).Valid);
    }

    [Fact]
    public async Task A_database_of_a_newer_version_is_left_as_it_is()
    {
        await using (var house = await House.StartAsync(_backend))
            await house.TamperAsync("INSERT INTO migrations (ScriptName, Applied) VALUES ('9999_from_the_future', '2030-01-01')");
        var before = await ContentAsync();

        var refusal = await RefusalAsync();
        Assert.Contains("newer HydraBot", refusal, StringComparison.Ordinal);
        Assert.Contains("9999_from_the_future", refusal, StringComparison.Ordinal);
        Assert.Equal(before, await ContentAsync());
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_left_as_it_is()
    {
        Directory.CreateDirectory(_backend.Settings["Storage:Path"]!);
        await File.WriteAllTextAsync(_backend.File, "These are my notes, do not overwrite them. ".PadRight(5000, '.'), Token);
        Assert.Contains("damaged or no SQLite file", await RefusalAsync(), StringComparison.Ordinal);
        Assert.StartsWith("These are my notes", await File.ReadAllTextAsync(_backend.File, Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_damaged_page_is_found_at_start()
    {
        await using (var house = await House.StartAsync(_backend))
        {
            for (var entry = 0; entry < 50; entry++)
                await house.AskAsync("subject.note", new string('x', 500));
        }

        await using (var file = new FileStream(_backend.File, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite))
        {
            var page = new byte[4096];
            Random.Shared.NextBytes(page);
            for (var place = file.Length / 2 / 4096 * 4096; place < file.Length; place += 4096)
            {
                file.Position = place;
                await file.WriteAsync(page, Token);
            }
        }

        Assert.Contains("damaged", await RefusalAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/proc/hydrabot")]
    [InlineData("/dev/null")]
    public async Task A_folder_that_cannot_be_written_is_named_with_its_setting(string path)
    {
        var refusal = await RefusalAsync(("Storage:Path", path));
        Assert.Contains(path, refusal, StringComparison.Ordinal);
        Assert.Contains("Storage:Path", refusal, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_full_disk_refuses_the_request_and_loses_nothing()
    {
        await using var house = await House.StartAsync(_backend);
        await house.AskAsync("subject.note", "before");
        var pages = await house.Database.WriteAsync(
            Durability.Disk, async session =>
            {
                var size = await session.FirstAsync("PRAGMA page_count", row => row.GetInt64(0));
                await session.FirstAsync($"PRAGMA max_page_count = {size + 4}", row => row.GetInt64(0));
                return size;
            },
            Token);

        var refusal = await Assert.ThrowsAsync<StorageException>(() => house.AskAsync("subject.note", new string('x', 100_000)));
        Assert.Contains("is full", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(2, house.Effects.Count);
        Assert.True((await house.Audit.VerifyAsync(Token)).Valid);
        Assert.True(pages > 0);
    }

    [Fact]
    public async Task A_server_that_does_not_answer_is_named_without_its_password()
    {
        var refusal = await RefusalAsync(("Storage:ConnectionString", "Host=127.0.0.1;Port=1;Username=hydra;Password=geheim123;Database=house"));
        Assert.Contains("127.0.0.1:1 does not answer", refusal, StringComparison.Ordinal);
        Assert.DoesNotContain("geheim123", refusal, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_connection_string_that_is_none_is_refused() =>
        Assert.Contains("no PostgreSQL connection string", await RefusalAsync(("Storage:ConnectionString", "Colour=blue")), StringComparison.Ordinal);

    [Fact]
    public async Task A_missing_database_on_a_server_is_named()
    {
        await using var backend = await PostgresqlBackend.CreateAsync();
        var elsewhere = backend.ConnectionString.Replace("hydra_test_", "hydra_none_", StringComparison.Ordinal);
        Assert.Contains("does not exist", await RefusalAsync(("Storage:ConnectionString", elsewhere)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_house_on_the_same_server_is_turned_away()
    {
        await using var backend = await PostgresqlBackend.CreateAsync();
        await using var first = await House.StartAsync(backend);
        await using var database = new PostgresqlDatabase(
            backend.ConnectionString,
            new StorageFolder(Microsoft.Extensions.Options.Options.Create(new StorageOptions { Path = _backend.Settings["Storage:Path"]! })),
            new Migrations(typeof(Database).Assembly, Microsoft.Extensions.Logging.Abstractions.NullLogger<Migrations>.Instance),
            TimeProvider.System);
        var refusal = await Assert.ThrowsAsync<StorageException>(() => database.OpenAsync(Token));
        Assert.Contains("used by another HydraBot", refusal.Message, StringComparison.Ordinal);
    }

    public async ValueTask DisposeAsync() => await _backend.DisposeAsync();

    private async Task<string> RefusalAsync(params (string Name, string Value)[] settings)
    {
        var all = new Dictionary<string, string?>(_backend.Settings);
        foreach (var (name, value) in settings)
            all[name] = value;
        var refusal = await Assert.ThrowsAsync<StorageException>(() => House.StartAsync(_backend, all));
        Assert.DoesNotContain('\n', refusal.Message);
        return refusal.Message;
    }

    private async Task<string> ContentAsync()
    {
        await using var connection = new SqliteConnection($"Data Source={_backend.File};Mode=ReadOnly;Pooling=False");
        await connection.OpenAsync(Token);
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT group_concat(name) || (SELECT group_concat(body) FROM audit_entries) FROM sqlite_schema";
        return (string)(await command.ExecuteScalarAsync(Token))!;
    }
}
