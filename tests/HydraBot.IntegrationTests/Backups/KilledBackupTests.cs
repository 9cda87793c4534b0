using System.Net.Http.Json;
using HydraBot.Testing.Drivers;
using Microsoft.Data.Sqlite;
using Xunit;

namespace HydraBot.IntegrationTests.Backups;

/// <summary>kill -9 in the middle of a backup.</summary>
public sealed class KilledBackupTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_was_half_written_when_the_house_was_killed_counts_for_nothing_and_the_next_one_does()
    {
        var folder = Directory.CreateTempSubdirectory("hydrabot-killed-");
        try
        {
            var big = Path.Combine(folder.FullName, "big.db");
            await FillAsync(big);
            string[] settings = ["--Backups:Targets:big:Kind=Sqlite", $"--Backups:Targets:big:Path={big}", "--Backups:Enabled=false", "--Backups:Discover=false"];
            var storage = Path.Combine(folder.FullName, "data");
            Directory.CreateDirectory(storage);
            var backups = Path.Combine(storage, "backups", "big");
            Directory.CreateDirectory(backups);
            await using (var house = await HouseProcess.StartAsync(Token, storage, settings))
            {
                using var seen = new FileSystemWatcher(backups) { EnableRaisingEvents = true };
                var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                seen.Created += (_, file) => begun.TrySetResult();
                using var http = house.OwnerKey();
                var asking = http.PostAsJsonAsync("operations/backup.create", new { target = "big" }, Token);
                await begun.Task.WaitAsync(TimeSpan.FromSeconds(60), Token);
                await house.KillAsync();
                await Assert.ThrowsAnyAsync<HttpRequestException>(() => asking);
            }

            Assert.DoesNotContain(Directory.GetFiles(backups), file => file.EndsWith(".db", StringComparison.Ordinal) && !Path.GetFileName(file).StartsWith('.'));
            await using (var house = await HouseProcess.StartAsync(Token, storage, settings))
            {
                using var http = house.OwnerKey();
                var list = await http.PostAsJsonAsync("operations/backup.list", new { target = "big" }, Token);
                Assert.Contains("\"backups\":[]", await list.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
                var made = await http.PostAsJsonAsync("operations/backup.create", new { target = "big" }, Token);
                Assert.Contains("integrity_check", await made.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task FillAsync(string file)
    {
        await using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        await connection.OpenAsync(Token);
        await using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; CREATE TABLE big (a BLOB); WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 60) INSERT INTO big SELECT randomblob(1000000) FROM n";
        await command.ExecuteNonQueryAsync(Token);
    }
}
