using System.Diagnostics;
using System.Text.Json;
using HydraBot.Governance.Readers;
using HydraBot.Testing.Road;
using Xunit;

namespace HydraBot.Governance.Tests.Readers;

/// <summary>Whatever is too long, too deep or too much to be followed is read to an end in time, and never as harmless for it.</summary>
[Collection(nameof(LongOnes))]
public sealed class LimitTests
{
    private static readonly TimeSpan InTime = TimeSpan.FromSeconds(60);

    [Theory]
    [InlineData("SELECT 1 ", "x", 200_000)]
    [InlineData("SELECT f(1)", ", g('/srv/work/a')", 10_000)]
    [InlineData("SELECT pg_read_file('/a')", ", pg_read_file('b')", 9_000)]
    [InlineData("SELECT 1", " DELETE FROM a WHERE b = 1", 5_000)]
    [InlineData("UPDATE a SET b = 1", " UPDATE a", 6_000)]
    [InlineData("/*! SELECT 1", "/*! ", 40_000)]
    [InlineData("DELETE FROM t WHERE ", "(", 19_000)]
    [InlineData("DELETE FROM t WHERE 1", " AND 1", 9_000)]
    [InlineData("COMMIT", " COMMIT", 19_000)]
    [InlineData("USE a", " USE a", 9_000)]
    [InlineData("SELECT 1", " EXEC('drop table t')", 3_000)]
    [InlineData("SELECT 1", ", query_to_xml('drop table t')", 4_000)]
    [InlineData("SELECT 1", " CREATE FUNCTION a", 6_000)]
    [InlineData("EXECUTE 'a'", " || 'drop table t'", 6_000)]
    public void A_long_statement(string begin, string more, int often) =>
        Assert.DoesNotContain(FactNames.Reads, Read("database.execute", new { sql = begin + Repeated(more, often), database = "shop" }));

    [Fact]
    public void A_long_statement_that_is_short_enough_is_read() => Assert.Equal([FactNames.Reads], Read("database.execute", new { sql = "SELECT " + new string('x', 199_993) }));

    [Fact]
    public void A_longer_one_is_not() => Assert.Equal([new Fact(FactNames.Unclear, "the statements are too deeply nested or too long to be followed")], Facts("database.execute", new { sql = "SELECT " + new string('x', 199_994) }));

    [Fact]
    public void A_statement_of_many_words_is_read() => Assert.Equal([FactNames.Reads], Read("database.execute", new { sql = "SELECT " + Repeated("1,", 2_499) + "a" }));

    [Fact]
    public void One_of_still_more_is_not() => Assert.Equal([new Fact(FactNames.Unclear, "a statement is too long to be followed")], Facts("database.execute", new { sql = "SELECT " + Repeated("1,", 2_499) + "a b" }));

    [Theory]
    [InlineData(6, FactNames.DatabaseDelete)]
    [InlineData(7, FactNames.Unclear)]
    public void Statements_in_statements(int deep, string found)
    {
        var sql = "DROP TABLE t";
        for (var level = 0; level < deep; level++)
            sql = $"DO '{sql.Replace("'", "''", StringComparison.Ordinal)}'";
        Assert.Equal([FactNames.DatabaseChange, found], Read("database.execute", new { sql }));
    }

    [Theory]
    [InlineData("SELECT dblink('", false, 6, FactNames.DatabaseDelete)]
    [InlineData("SELECT dblink('", false, 7, FactNames.Unclear)]
    [InlineData("EXECUTE REVERSE('", true, 6, FactNames.DatabaseDelete)]
    [InlineData("EXECUTE REVERSE('", true, 7, FactNames.Unclear)]
    public void Statements_in_functions(string begin, bool turned, int deep, string found)
    {
        var sql = "DROP TABLE t";
        for (var level = 0; level < deep; level++)
        {
            var inner = sql.Replace("'", "''", StringComparison.Ordinal);
            sql = $"{begin}{(turned ? new string([.. inner.Reverse()]) : inner)}')";
        }

        var facts = Read("database.execute", new { sql });
        Assert.Contains(found, facts);
        Assert.Equal(found == FactNames.DatabaseDelete, facts.Contains(FactNames.DatabaseDelete));
    }

    [Theory]
    [InlineData("cat ", "../", 30_000)]
    [InlineData("cat ", "a/", 60_000)]
    [InlineData("docker run", " -v /srv/work/a:/b", 5_000)]
    [InlineData("docker", " docker exec a", 7_000)]
    [InlineData("git", " -c a=b", 14_000)]
    [InlineData("git push", " +a", 30_000)]
    [InlineData("curl http://a/", "%25", 30_000)]
    [InlineData("curl http://", "a.", 40_000)]
    [InlineData("git -c alias.a=a a", "", 1)]
    public void A_long_command(string begin, string more, int often)
    {
        var found = Read("shell.run", new { command = begin + Repeated(more, often), workingDirectory = "/srv/work/project" });
        Assert.True(!found.Contains(FactNames.Reads) || begin == "cat ", string.Join(", ", found));
    }

    [Fact]
    public void A_long_path() => Assert.Equal([FactNames.PathOutside], Read("file.write", new { path = "/srv/work/" + Repeated("../", 100_000) + "a", content = new string('a', 1_000_000) }));

    [Fact]
    public void A_long_patch() =>
        Assert.Contains(FactNames.LawWrite, Read("file.edit", new { path = "/srv/work/a", workingDirectory = "/srv/work", patch = Repeated("+++ /srv/work/a\n", 20_000) + "+++ CONSTITUTION.yaml" }));

    [Fact]
    public void More_databases_than_can_be_told_count_as_one_that_is_not_known()
    {
        var facts = Facts("database.execute", new { sql = string.Concat(Enumerable.Range(0, 70).Select(number => $"DROP DATABASE a{number};")) });
        Assert.Equal(65, facts.Count);
        Assert.Equal("a63", facts[63].Subject);
        Assert.Equal(new Fact(FactNames.DatabaseDelete, "and more of that than can be told", ""), facts[64]);
    }

    [Theory]
    [InlineData(300, "b")]
    [InlineData(301, "...")]
    public void What_is_told_has_an_end(int length, string end)
    {
        var told = Facts("database.execute", new { sql = $"DELETE FROM {new string('a', length - "deletes every row of ".Length - 1)}b" })[0].Detail;
        Assert.Equal(300, told.Length);
        Assert.EndsWith(end, told, StringComparison.OrdinalIgnoreCase);
    }

    private static string Repeated(string text, int often) => string.Concat(Enumerable.Repeat(text, often));

    private static string[] Read(string operation, object arguments) => [.. Facts(operation, arguments).Select(fact => fact.Name)];

    private static IReadOnlyList<Fact> Facts(string operation, object arguments)
    {
        var given = JsonSerializer.SerializeToElement(arguments);
        var watch = Stopwatch.StartNew();
        var facts = JudgedPlaces.Reader.Read(operation, given);
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, InTime);
        return facts;
    }
}
