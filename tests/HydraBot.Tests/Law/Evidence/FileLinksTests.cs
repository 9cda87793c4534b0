using HydraBot.Law.Evidence;
using Xunit;

namespace HydraBot.Tests.Law.Evidence;

public sealed class FileLinksTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("hydrabot-links-");
    private readonly FileLinks _links = new();

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void A_path_without_links_is_what_it_is_whether_or_not_it_is_there() =>
        Assert.Equal(In("a/b.txt"), _links.Resolve(In("x/../a/./b.txt")));

    [Fact]
    public void A_link_is_followed_before_the_way_up_from_it()
    {
        Directory.CreateDirectory(In("far/away"));
        File.CreateSymbolicLink(In("link"), In("far/away"));
        Assert.Equal(In("far/away/c.txt"), _links.Resolve(In("link/c.txt")));
        Assert.Equal(In("far/c.txt"), _links.Resolve(In("link/../c.txt")));
    }

    [Fact]
    public void A_relative_link_starts_where_it_lies_and_links_lead_on_to_links()
    {
        Directory.CreateDirectory(In("one"));
        File.CreateSymbolicLink(In("one/up"), "../two");
        File.CreateSymbolicLink(In("two"), "three");
        Assert.Equal(In("three/d"), _links.Resolve(In("one/up/d")));
    }

    [Fact]
    public void Links_that_go_in_a_circle_lead_nowhere_known()
    {
        File.CreateSymbolicLink(In("a"), In("b"));
        File.CreateSymbolicLink(In("b"), In("a"));
        Assert.Null(_links.Resolve(In("a/x")));
    }

    private string In(string path) => Path.Combine(_folder.FullName, path);
}
