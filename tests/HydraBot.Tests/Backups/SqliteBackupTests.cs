using System.Globalization;
using HydraBot.Governance.Constitution;
using HydraBot.Governance.Operations;
using HydraBot.Testing.Road;
using Microsoft.Data.Sqlite;
using Xunit;

namespace HydraBot.Tests.Backups;

/// <summary>SQLite files are backed up whole while others write, found by the law, and brought back.</summary>
public sealed class SqliteBackupTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("hydrabot-sqlite-");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Notes => Path.Combine(_folder.FullName, "notes.db");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task A_backup_taken_while_somebody_writes_is_whole_and_of_one_moment()
    {
        Run(Notes, "PRAGMA journal_mode = WAL; CREATE TABLE pairs (side TEXT, number INTEGER)");
        await using var house = await HouseAsync();
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var began = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var writing = Task.Run(() =>
        {
            for (var number = 0; !enough.IsCancellationRequested; number++)
            {
                // Both or none: a copy of half a moment would show one without the other.
                Run(Notes, string.Create(CultureInfo.InvariantCulture, $"BEGIN IMMEDIATE; INSERT INTO pairs VALUES ('a', {number}); INSERT INTO pairs VALUES ('b', {number}); COMMIT"));
                if (number == 5)
                    began.SetResult();
            }
        }, Token);
        await began.Task.WaitAsync(Token);

        var backup = await house.BackUpAsync("notes");
        await enough.CancelAsync();
        await writing;

        var (a, b) = (Ask(house.FileOf(backup), "SELECT count(*) FROM pairs WHERE side = 'a'"), Ask(house.FileOf(backup), "SELECT count(*) FROM pairs WHERE side = 'b'"));
        Assert.Equal(a, b);
        Assert.True(a > 5);
        Assert.Contains("integrity_check of the copy says ok", backup.GetProperty("verified").EnumerateArray().Select(line => line.GetString()));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, OperatingSystem.IsWindows() ? UnixFileMode.UserRead | UnixFileMode.UserWrite : File.GetUnixFileMode(house.FileOf(backup)));
    }

    [Fact]
    public async Task A_restore_brings_the_backup_back_and_keeps_what_was_there_until_then()
    {
        Run(Notes, "CREATE TABLE notes (text TEXT); INSERT INTO notes VALUES ('then')");
        await using var house = await HouseAsync();
        var backup = await house.BackUpAsync("notes");
        Run(Notes, "DELETE FROM notes; INSERT INTO notes VALUES ('now'); CREATE TABLE later (a)");

        var shown = await Preview.OfAsync(house.Road.Services, "backup.restore", BackupHouse.Named(backup));
        Assert.Contains(backup.GetProperty("name").GetString()!, shown, StringComparison.Ordinal);
        Assert.Contains("Everything that came later is gone there", shown, StringComparison.Ordinal);
        var (card, value) = await house.RestoreAsync(backup);

        Assert.Equal("then", Text(Notes, "SELECT group_concat(text) FROM notes"));
        Assert.Equal(0, Ask(Notes, "SELECT count(*) FROM sqlite_schema WHERE name = 'later'"));
        var before = value.GetProperty("before");
        Assert.Contains(before.GetProperty("name").GetString()!, card.Text, StringComparison.Ordinal);
        Assert.Equal("now", Text(house.FileOf(before), "SELECT group_concat(text) FROM notes"));
    }

    [Fact]
    public async Task A_file_that_is_gone_is_restored_too()
    {
        Run(Notes, "CREATE TABLE notes (text TEXT); INSERT INTO notes VALUES ('then')");
        await using var house = await HouseAsync();
        var backup = await house.BackUpAsync("notes");
        File.Delete(Notes);

        var (_, value) = await house.RestoreAsync(backup);

        Assert.False(value.TryGetProperty("before", out _));
        Assert.Equal("then", Text(Notes, "SELECT text FROM notes"));
    }

    [Fact]
    public async Task The_law_lets_nobody_drop_what_has_no_backup_and_asks_an_Owner_once_it_has_one()
    {
        Run(Notes, "CREATE TABLE notes (text TEXT); INSERT INTO notes VALUES (hex(randomblob(9000)))");
        await using var house = await HouseAsync();
        Assert.Equal(Decision.Deny, house.Judge("notes.db", "DROP TABLE notes").Decision);

        var backup = await house.BackUpAsync("notes");

        Assert.Equal(Decision.Approve, house.Judge("notes.db", "DROP TABLE notes").Decision);
        Assert.Equal(Decision.Approve, house.Judge(Notes, "DROP TABLE notes").Decision);
        // The file of another folder that is called the same has none.
        Assert.Equal(Decision.Deny, house.Judge("/srv/other/notes.db", "DROP TABLE notes").Decision);
        Assert.Equal(Decision.Deny, house.Judge("notes-2.db", "DROP TABLE notes").Decision);

        var bytes = await File.ReadAllBytesAsync(house.FileOf(backup), Token);
        var written = File.GetLastWriteTimeUtc(house.FileOf(backup));
        bytes[^100] ^= 1;
        await File.WriteAllBytesAsync(house.FileOf(backup), bytes, Token);
        File.SetLastWriteTimeUtc(house.FileOf(backup), written);
        Assert.Equal(Decision.Deny, house.Judge("notes.db", "DROP TABLE notes").Decision);
        bytes[^100] ^= 1;
        await File.WriteAllBytesAsync(house.FileOf(backup), bytes, Token);
        Assert.Equal(Decision.Approve, house.Judge("notes.db", "DROP TABLE notes").Decision);
        await File.WriteAllBytesAsync(house.FileOf(backup), bytes[..^4096], Token);
        Assert.Equal(Decision.Deny, house.Judge("notes.db", "DROP TABLE notes").Decision);
    }

    [Fact]
    public async Task Verifying_reads_the_file_again_and_tells_a_changed_one()
    {
        Run(Notes, "CREATE TABLE notes (text TEXT); INSERT INTO notes VALUES (hex(randomblob(9000)))");
        await using var house = await HouseAsync();
        var backup = await house.BackUpAsync("notes");
        var (card, _) = await house.Road.DoneAsync("backup.verify", BackupHouse.Named(backup));
        Assert.Equal(CardSeverity.Good, card.Severity);

        await using (var file = File.OpenWrite(house.FileOf(backup)))
        {
            file.Seek(-50, SeekOrigin.End);
            file.WriteByte(0xAB);
        }

        Assert.Contains("not what it was", await house.Road.FailedAsync("backup.verify", BackupHouse.Named(backup)), StringComparison.Ordinal);
        Assert.Contains("not what it was", await house.Road.FailedAsync("backup.restore", BackupHouse.Named(backup)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_houses_own_database_is_a_target_by_itself_and_is_not_replaced_while_it_is_open()
    {
        await using var house = await BackupHouse.StartAsync();
        var backup = await house.BackUpAsync("hydrabot");
        Assert.True(Ask(house.FileOf(backup), "SELECT count(*) FROM migrations") > 0);
        Assert.Contains("Stop HydraBot", await house.Road.FailedAsync("backup.restore", BackupHouse.Named(backup)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_damaged_or_not_there_is_one_clear_line_and_leaves_nothing_behind()
    {
        await using var house = await HouseAsync();
        Assert.Equal($"There is no file {Notes}; the target notes names it.", await house.Road.FailedAsync("backup.create", """{"target": "notes"}"""));
        await File.WriteAllTextAsync(Notes, "no database at all, but long enough to be read as one".PadRight(5000, '.'), Token);
        Assert.Contains("no SQLite file", await house.Road.FailedAsync("backup.create", """{"target": "notes"}"""), StringComparison.Ordinal);
        Assert.Contains("`hydrabot`, `notes`", await house.Road.FailedAsync("backup.create", """{"target": "shop"}"""), StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(house.Folder, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task What_is_left_of_a_killed_house_is_no_backup_and_is_swept_away()
    {
        Run(Notes, "CREATE TABLE notes (text TEXT)");
        await using var house = await HouseAsync();
        var backup = await house.BackUpAsync("notes");
        var half = Path.Combine(house.Folder, "notes", ".incoming-1");
        File.Move(house.FileOf(backup), half);
        File.SetLastWriteTimeUtc(half, TimeProvider.System.GetUtcNow().UtcDateTime.AddHours(-3));

        var (_, list) = await house.Road.DoneAsync("backup.list");
        Assert.Empty(list.GetProperty("backups").EnumerateArray());
        Assert.Equal(Decision.Deny, house.Judge("notes.db", "DROP TABLE notes").Decision);
        await house.BackUpAsync("notes");
        Assert.False(File.Exists(half));
    }

    [Fact]
    public async Task Old_backups_go_but_for_the_newest_and_the_first_of_a_week()
    {
        Run(Notes, "CREATE TABLE notes (text TEXT)");
        await using var house = await BackupHouse.StartAsync(Target("notes", Notes).Append(("Backups:Keep", "2")).Append(("Backups:KeepWeeks", "3")).ToArray());
        // Sixty days, one a day.
        var now = TimeProvider.System.GetUtcNow();
        for (var day = 0; day < 60; day++)
            house.Age(await house.BackUpAsync("notes"), now.AddDays(-day));

        var (_, pruned) = await house.Road.DoneAsync("backup.prune");
        var (_, list) = await house.Road.DoneAsync("backup.list");

        var left = list.GetProperty("backups").EnumerateArray().Select(backup => (now - backup.GetProperty("takenAt").GetDateTimeOffset()).TotalDays).ToArray();
        Assert.Equal(60, left.Length + pruned.GetProperty("removed").GetArrayLength());
        Assert.Contains(left, age => age < 0.1);
        Assert.Contains(left, age => Math.Abs(age - 1) < 0.1);
        Assert.InRange(left.Length, 4, 6);
        Assert.All(left, age => Assert.True(age <= 21.1));
    }

    private Task<BackupHouse> HouseAsync() => BackupHouse.StartAsync(Target("notes", Notes));

    private static (string Key, string Value)[] Target(string name, string path) => [($"Backups:Targets:{name}:Kind", "Sqlite"), ($"Backups:Targets:{name}:Path", path)];

    private static void Run(string file, string sql) => _ = Do(file, sql, command => command.ExecuteNonQuery());

    private static long Ask(string file, string sql) => (long)Do(file, sql, command => command.ExecuteScalar())!;

    private static string Text(string file, string sql) => (string)Do(file, sql, command => command.ExecuteScalar())!;

    private static object? Do(string file, string sql, Func<SqliteCommand, object?> work)
    {
        using var connection = new SqliteConnection($"Data Source={file};Pooling=False;Default Timeout=20");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return work(command);
    }
}
