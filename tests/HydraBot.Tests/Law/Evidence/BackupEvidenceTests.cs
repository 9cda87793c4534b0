using System.IO.Compression;
using System.Text;
using HydraBot.Law.Constitution;
using HydraBot.Law.Evidence;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace HydraBot.Tests.Law.Evidence;

/// <summary>A backup counts when its file bears the database's name and can be read to its end; nobody's word does.</summary>
public sealed class BackupEvidenceTests : IDisposable
{
    private const string Whole = "--\n-- PostgreSQL database dump\n--\nCREATE TABLE a (b int);\n--\n-- PostgreSQL database dump complete\n--\n";

    private static readonly DateTimeOffset Now = new(2026, 11, 28, 8, 0, 0, TimeSpan.Zero);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("hydrabot-backups-");
    private readonly BackupEvidence _evidence;

    public BackupEvidenceTests()
    {
        var settings = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["Storage:Path"] = _folder.FullName }).Build();
        var options = Options.Create(new ConstitutionOptions { Places = new PlacesOptions { Backups = _folder.FullName } });
        _evidence = new BackupEvidence(new HousePlaces(options, settings), new FakeTimeProvider(Now));
    }

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        _folder.Delete(recursive: true);
    }

    [Theory]
    [InlineData("shop.sql")]
    [InlineData("shop-2026-11-28.sql")]
    [InlineData("shop_backup.dump")]
    [InlineData("nightly/shop.sql")]
    public void A_whole_dump_that_bears_the_name_counts_from_when_it_was_written(string name)
    {
        Write(name, Encoding.UTF8.GetBytes(Whole), Now.AddHours(-2));
        Assert.Equal(Now.AddHours(-2), _evidence.Find("shop").TakenAt);
    }

    [Theory]
    [InlineData("shopping.sql")]
    [InlineData("shop-users.sql")]
    [InlineData("my-shop.sql")]
    public void Another_databases_dump_does_not_count(string name)
    {
        Write(name, Encoding.UTF8.GetBytes(Whole), Now.AddHours(-2));
        Assert.Null(_evidence.Find("shop").TakenAt);
    }

    [Theory]
    [InlineData("CREATE TABLE a (b int);", "no dump")]
    [InlineData("-- PostgreSQL database dump\nCREATE TABLE a (b int);\n", "breaks off")]
    [InlineData("SQLite format 3\0 but nothing else", "damaged")]
    [InlineData("PGDMP but nothing else", "pg_restore")]
    public void What_cannot_be_read_to_its_end_does_not_count_and_says_why(string text, string why)
    {
        Write("shop.sql", Encoding.UTF8.GetBytes(text), Now.AddHours(-2));
        var found = _evidence.Find("shop");
        Assert.Null(found.TakenAt);
        Assert.Contains(why, found.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void A_packed_dump_is_read_to_its_end_too()
    {
        Write("shop.sql.gz", Packed(Whole), Now.AddHours(-2));
        Assert.Equal(Now.AddHours(-2), _evidence.Find("shop").TakenAt);
        Write("cut.sql.gz", Packed(Whole)[..^12], Now.AddHours(-2));
        Assert.Null(_evidence.Find("cut").TakenAt);
    }

    [Fact]
    public void A_copy_of_a_SQLite_file_is_checked_for_its_integrity()
    {
        var file = Path.Combine(_folder.FullName, "notes.db");
        using (var connection = new SqliteConnection($"Data Source={file};Pooling=False"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "CREATE TABLE a (b TEXT); INSERT INTO a VALUES (hex(randomblob(4000)))";
            command.ExecuteNonQuery();
        }

        File.SetLastWriteTimeUtc(file, Now.AddHours(-1).UtcDateTime);
        Assert.Equal(Now.AddHours(-1), _evidence.Find("/srv/data/notes.db").TakenAt);
        var bytes = File.ReadAllBytes(file);
        bytes.AsSpan(4096, 2000).Fill(0xFF);
        Write("broken.db", bytes, Now.AddHours(-1));
        Assert.Null(_evidence.Find("broken").TakenAt);
    }

    [Fact]
    public void A_backup_from_the_future_does_not_count()
    {
        Write("shop.sql", Encoding.UTF8.GetBytes(Whole), Now.AddDays(2));
        Assert.Contains("future", _evidence.Find("shop").Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void A_link_to_a_dump_elsewhere_does_not_count()
    {
        using var elsewhere = new TemporaryFile(Whole);
        File.CreateSymbolicLink(Path.Combine(_folder.FullName, "shop.sql"), elsewhere.Path);
        Assert.Null(_evidence.Find("shop").TakenAt);
    }

    private void Write(string name, byte[] content, DateTimeOffset at)
    {
        var file = Path.Combine(_folder.FullName, name);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllBytes(file, content);
        File.SetLastWriteTimeUtc(file, at.UtcDateTime);
    }

    private static byte[] Packed(string text)
    {
        using var target = new MemoryStream();
        using (var packed = new GZipStream(target, CompressionLevel.Optimal))
            packed.Write(Encoding.UTF8.GetBytes(text));
        return target.ToArray();
    }

    private sealed class TemporaryFile : IDisposable
    {
        public TemporaryFile(string text) => File.WriteAllText(Path, text);

        public string Path { get; } = System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"hydrabot-{Guid.CreateVersion7():N}.sql");

        public void Dispose() => File.Delete(Path);
    }
}
