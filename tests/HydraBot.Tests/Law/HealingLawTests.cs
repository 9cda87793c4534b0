using System.Text.Json;
using HydraBot.Governance.Audit;
using HydraBot.Governance.Constitution;
using HydraBot.Governance.Operations;
using HydraBot.Governance.Readers;
using HydraBot.Law.Constitution;
using Xunit;

namespace HydraBot.Tests.Law;

/// <summary>What the shipped law says of healing.</summary>
public class HealingLawTests
{
    private static readonly LawJudge Court = new(ConstitutionFile.Read("CONSTITUTION.yaml"), new ActReader(new Places(), null, new SecretMask([])), null, TimeProvider.System);

    [Theory]
    [InlineData("container.heal", CallerKind.Schedule, Decision.Allow)]
    [InlineData("container.heal", CallerKind.Member, Decision.Approve)]
    [InlineData("container.heal", CallerKind.Key, Decision.Approve)]
    [InlineData("container.heal", CallerKind.Model, Decision.Approve)]
    [InlineData("container.restart", CallerKind.Schedule, Decision.Approve)]
    [InlineData("container.stop", CallerKind.Schedule, Decision.Approve)]
    public void A_schedule_heals_by_itself_and_does_nothing_else_that_interrupts(string operation, CallerKind caller, Decision decision) =>
        Assert.Equal(decision, Court.Judge(operation, OperationEffect.Disrupt, null, caller, JsonElement.Parse("""{"container": "web"}""")).Decision);
}
