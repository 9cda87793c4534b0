using System.Text.Json;
using HydraBot.Governance.Readers;
using HydraBot.Testing.Road;
using Xunit;

namespace HydraBot.Governance.Tests.Readers;

/// <summary>Paths count for what they are called and for where their links lead.</summary>
public sealed class LinkTests
{
    private const string Link = "/srv/work/project/link";

    [Fact]
    public void A_link_into_the_place_of_secrets_is_read_as_what_it_leads_to() =>
        Assert.Equal(["secret.read: reads link, which leads to /srv/hydra/secrets/a,, a secret"], Read("cat link", "/srv/hydra/secrets/a"));

    [Fact]
    public void What_a_link_leads_to_is_judged_beside_the_link_itself() => Assert.Equal(
        ["path.write: overwrites link", "path.protected: overwrites link, which leads to /srv/hydra/data/a,, in a protected place"], Read("echo a > link", "/srv/hydra/data/a"));

    [Fact]
    public void A_link_out_of_the_place_for_work_leads_outside() =>
        Assert.Equal(["path.delete: deletes link", "path.outside: deletes link, which leads to /opt/a,, outside the places where work is done"], Read("rm link", "/opt/a"));

    [Fact]
    public void What_is_no_link_is_told_once() => Assert.Equal(["path.delete: deletes link"], Read("rm link", "/srv/work/project/./link"));

    [Fact]
    public void Where_a_link_leads_that_cannot_be_found_out_is_doubted() => Assert.Equal(["act.unclear: where link leads cannot be found out"], Read("cat link", null));

    [Fact]
    public void What_is_not_known_to_its_last_letter_is_not_asked_for() => Assert.Equal(["act.reads: only looks"], Read("cat lin*", null));

    [Fact]
    public void What_climbs_out_of_the_place_for_work_does_not_pass_things_on_behind_a_link_either() =>
        Assert.Contains("path.outside: overwrites ../link, which leads to /tmp/a/b,, outside the places where work is done", Read("echo a > ../link", "/tmp/a/b"));

    [Fact]
    public void A_reader_that_stumbles_has_not_understood() =>
        Assert.Equal(["act.unclear: the reader stumbled over it (InvalidOperationException)"], Said(new Broken(), "cat link"));

    private static string[] Read(string command, string? target) => Said(new Leads(target), command);

    private static string[] Said(IFileLinks links, string command) =>
        [.. new ActReader(JudgedPlaces.Places, links).Read("shell.run", JsonSerializer.SerializeToElement(new { command, workingDirectory = "/srv/work/project" })).Select(fact => $"{fact.Name}: {fact.Detail}")];

    private sealed class Leads(string? target) : IFileLinks
    {
        public string? Resolve(string path) => path is Link or "/srv/work/project/../link" ? target : path;
    }

    private sealed class Broken : IFileLinks
    {
        public string? Resolve(string path) => throw new InvalidOperationException();
    }
}
