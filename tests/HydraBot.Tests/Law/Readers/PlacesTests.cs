using System.Text.Json;
using HydraBot.Governance.Constitution;
using HydraBot.Governance.Operations;
using HydraBot.Governance.Readers;
using HydraBot.Law.Constitution;
using Xunit;

namespace HydraBot.Tests.Law.Readers;

/// <summary>A house whose place for work lies in the folder for passing things: that folder is not part of the place.</summary>
public class PlacesTests
{
    private const string Root = "/tmp/house/workspace";

    [Theory]
    [InlineData("file.write", "../../etc/passwd")]
    [InlineData("file.write", "../outside.txt")]
    [InlineData("file.edit", "/tmp/house/outside.txt")]
    [InlineData("file.delete", "sub/../../outside.txt")]
    [InlineData("file.write", "/tmp/house/workspace2/x")]
    [InlineData("file.write", "/tmp/house/workspace/../x")]
    public void A_file_outside_the_place_for_work_is_denied(string operation, string path) => Assert.Equal(Decision.Deny, Judge(operation, new { path }));

    [Theory]
    [InlineData("echo x > ../../etc/passwd")]
    [InlineData("rm -rf ../other")]
    [InlineData("rm -rf /tmp/house/other")]
    [InlineData("cp a.txt ../../b.txt")]
    public void Climbing_out_of_it_in_a_shell_is_denied(string command) => Assert.Equal(Decision.Deny, Judge("shell.run", new { command }));

    [Theory]
    [InlineData("file.write", "notes.txt")]
    [InlineData("file.delete", "/tmp/house/workspace/a/../b.txt")]
    [InlineData("file.edit", "a/b/../../c.md")]
    [InlineData("file.write", "/tmp/elsewhere/x.txt")]
    public void A_file_within_it_or_elsewhere_among_passing_things_is_not_denied(string operation, string path) => Assert.NotEqual(Decision.Deny, Judge(operation, new { path }));

    [Theory]
    [InlineData("sort a > /tmp/sorted.txt")]
    [InlineData("cp ../workspace/a.txt b.txt")]
    public void A_shell_may_still_pass_things_on_by_name(string command) => Assert.NotEqual(Decision.Deny, Judge("shell.run", new { command }));

    private static Decision Judge(string operation, object arguments)
    {
        var reader = new ActReader(new Places { Roots = [Root], Data = ["/tmp/house/data"] });
        var act = GeneralAct.Find(operation)!;
        return new LawJudge(ConstitutionFile.Read("CONSTITUTION.yaml"), reader, null, TimeProvider.System)
            .Judge(act.Name, act.Effect, null, CallerKind.Model, JsonSerializer.SerializeToElement(arguments)).Decision;
    }
}
