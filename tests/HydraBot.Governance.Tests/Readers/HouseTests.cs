using System.Text.Json;
using HydraBot.Governance.Readers;
using Xunit;

namespace HydraBot.Governance.Tests.Readers;

/// <summary>The same act means something else where a house lies elsewhere.</summary>
public sealed class HouseTests
{
    [Fact]
    public void Where_no_place_is_set_nobody_knows_where_a_file_lies() =>
        Assert.Equal(["act.unclear: where a lies is not known"], Read(new Places(), "file.write", new { path = "a" }));

    [Fact]
    public void Where_no_place_is_set_everything_is_outside() =>
        Assert.Equal(["path.outside: writes /opt/a, outside the places where work is done"], Read(new Places(), "file.write", new { path = "/opt/a" }));

    [Theory]
    [InlineData("/")]
    [InlineData("/a")]
    [InlineData("/a/b/c/d")]
    public void A_place_for_work_is_as_deep_as_it_is(string root) =>
        Assert.Equal(["path.write: writes /a/b/c/d/e"], Read(new Places { Roots = [root] }, "file.write", new { path = "/a/b/c/d/e" }));

    [Fact]
    public void What_is_protected_is_so_where_work_is_done_as_well() => Assert.Equal(
        ["path.protected: writes /a/b, in a protected place"], Read(new Places { Roots = ["/a"], Data = ["/a"] }, "file.write", new { path = "/a/b" }));

    [Fact]
    public void The_deeper_place_counts() =>
        Assert.Equal(["path.write: writes /a/b/c"], Read(new Places { Roots = ["/a/b"], Data = ["/a"] }, "file.write", new { path = "/a/b/c" }));

    [Theory]
    [InlineData("/tmp/house/a", "path.outside: writes /tmp/house/a, outside the places where work is done")]
    [InlineData("/tmp/other/a", "system.change: writes /tmp/other/a")]
    [InlineData("/var/tmp/other/a", "system.change: writes /var/tmp/other/a")]
    public void The_part_of_the_folder_for_passing_on_in_which_a_house_lives_is_none(string path, string said) =>
        Assert.Equal([said], Read(new Places { Roots = ["/srv/work"], Data = ["/tmp/house/data"] }, "file.write", new { path }));

    [Fact]
    public void A_house_that_says_no_more_has_the_home_of_root() =>
        Assert.Equal(["path.write: writes ~/a"], Read(new Places { Roots = ["/root"] }, "file.write", new { path = "~/a" }));

    [Theory]
    [InlineData("hydrabot")]
    [InlineData("hydrabot.db")]
    public void A_house_that_says_no_more_knows_its_own_database(string database) =>
        Assert.Contains(Read(new Places(), "database.execute", new { database, sql = "DELETE FROM audit WHERE id = 1" }), said => said.StartsWith($"audit.write: changes {database}, ", StringComparison.Ordinal));

    [Theory]
    [InlineData("shelf")]
    [InlineData("Cellar")]
    [InlineData("old/cellar")]
    public void Each_of_a_house_s_own_databases_is_its_own(string database) => Assert.Contains(
        Read(new Places { OwnDatabases = ["shelf", "cellar"] }, "database.execute", new { database, sql = "DELETE FROM audit WHERE id = 1" }),
        said => said.StartsWith($"audit.write: changes {database}, ", StringComparison.Ordinal));

    [Theory]
    [InlineData("~/work/a")]
    [InlineData("$HOME/work/a")]
    [InlineData("${HOME}/work/a")]
    public void A_home_may_be_written_in_several_ways(string path) =>
        Assert.Equal([$"path.write: writes {path}"], Read(new Places { Roots = ["/house/work"], Home = "/house" }, "file.write", new { path }));

    [Theory]
    [InlineData(80, "http://localhost/a", "act.reads: only looks")]
    [InlineData(443, "https://localhost/a", "act.reads: only looks")]
    [InlineData(80, "https://localhost/a", "network.use: GET https://localhost/a")]
    [InlineData(443, "http://localhost/a", "network.use: GET http://localhost/a")]
    [InlineData(8700, "http://localhost/a", "network.use: GET http://localhost/a")]
    public void The_door_of_the_house_has_its_port(int port, string url, string said) =>
        Assert.Equal([said], Read(new Places { Roots = ["/srv/work"], ApiPort = port }, "shell.run", new { command = $"curl {url}" }));

    private static string[] Read(Places places, string operation, object arguments) =>
        [.. new ActReader(places).Read(operation, JsonSerializer.SerializeToElement(arguments)).Select(fact => $"{fact.Name}: {fact.Detail}")];
}
