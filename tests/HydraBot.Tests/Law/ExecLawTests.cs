using System.Text.Json;
using HydraBot.Governance.Constitution;
using HydraBot.Governance.Operations;
using HydraBot.Law.Constitution;
using HydraBot.Testing.Road;
using HydraBot.Tests.Law.Readers;
using Xunit;

namespace HydraBot.Tests.Law;

/// <summary>What the shipped law says of commands in containers.</summary>
public class ExecLawTests
{
    private static readonly LawJudge Court = new(ConstitutionFile.Read("CONSTITUTION.yaml"), JudgedPlaces.Reader, null, TimeProvider.System);

    [Fact]
    public void What_is_denied_on_the_machine_is_denied_in_a_container()
    {
        var denied = CorpusTests.Cases().Where(one => one.Operation == "shell.run").Select(one => one.Arguments.GetProperty("command").GetString()!)
            .Where(command => JudgedHouse.Judge("shell.run", JsonSerializer.SerializeToElement(new { command })).Decision == Decision.Deny).ToArray();
        Assert.True(denied.Length >= 100, $"{denied.Length} commands");
        Assert.All(denied, command => Assert.Equal(Decision.Deny, Judge(command).Decision));
    }

    [Theory]
    [InlineData("ls -la /var/lib", AccessLevel.Operator)]
    [InlineData("cat /proc/loadavg", AccessLevel.Operator)]
    [InlineData("redis-cli flush-something $(unknown)", AccessLevel.Owner)]
    [InlineData("touch here", AccessLevel.Owner)]
    public void Nothing_runs_without_an_approval_and_more_than_looking_takes_an_Owner(string command, AccessLevel approver)
    {
        foreach (var caller in Enum.GetValues<CallerKind>())
        {
            var verdict = Judge(command, caller);
            Assert.Equal(Decision.Approve, verdict.Decision);
            Assert.Equal(approver, verdict.Terms!.Approver);
        }
    }

    private static Verdict Judge(string command, CallerKind caller = CallerKind.Member) =>
        Court.Judge("container.exec", OperationEffect.Disrupt, null, caller, JsonSerializer.SerializeToElement(new { container = "web", command }));
}
