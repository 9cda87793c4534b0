using HydraBot.Governance.Approvals;
using HydraBot.Governance.Constitution;
using HydraBot.Governance.Operations;
using HydraBot.Governance.Tests.Fakes;
using Xunit;

namespace HydraBot.Governance.Tests.Approvals;

/// <summary>Whose hand is worth more at night.</summary>
public class DelegationTests
{
    private static readonly DateTimeOffset Night = new(2026, 11, 28, 23, 0, 0, TimeSpan.Zero);

    private static readonly Delegation Delegated = new(
        new TimeOnly(22, 0), new TimeOnly(7, 0), TimeZoneInfo.Utc, ["2", "1"], [new NamePattern("room.*"), new NamePattern("*.restart"), new NamePattern("*.resume"), new NamePattern("*.adopt"), new NamePattern("*.seal"), new NamePattern("*.decide")]);

    [Theory]
    [InlineData("room.disrupt", AccessLevel.Owner)]
    [InlineData("container.restart", AccessLevel.Owner)]
    [InlineData("container.stop", AccessLevel.Operator)]
    [InlineData("emergency.resume", AccessLevel.Operator)]
    [InlineData("constitution.adopt", AccessLevel.Operator)]
    [InlineData("audit.seal", AccessLevel.Operator)]
    [InlineData("approval.decide", AccessLevel.Operator)]
    public void A_delegate_is_worth_what_is_asked_for_what_was_delegated_and_never_for_law_record_and_stop(string operation, AccessLevel worth) =>
        Assert.Equal(worth, Delegated.Worth(Road.Operator, operation, AccessLevel.Owner, Night));

    [Theory]
    [InlineData(AccessLevel.Viewer, AccessLevel.Viewer)]
    [InlineData(AccessLevel.Operator, AccessLevel.Owner)]
    [InlineData(AccessLevel.Owner, AccessLevel.Owner)]
    public void A_delegate_needs_the_access_of_an_operator(AccessLevel own, AccessLevel worth) =>
        Assert.Equal(worth, Delegated.Worth(Road.Operator with { Access = own }, "room.disrupt", AccessLevel.Owner, Night));

    [Fact]
    public void Nobody_loses_by_being_a_delegate()
    {
        Assert.Equal(AccessLevel.Operator, Delegated.Worth(Road.Operator, "room.disrupt", AccessLevel.Viewer, Night));
        Assert.Equal(AccessLevel.Operator, Delegated.Worth(Road.Operator, "room.disrupt", AccessLevel.Owner, Night.AddHours(12)));
        Assert.Equal(AccessLevel.Operator, Delegated.Worth(Road.Operator with { Id = "7" }, "room.disrupt", AccessLevel.Owner, Night));
    }

    [Fact]
    public void An_operation_whose_name_only_begins_alike_can_be_lent() =>
        Assert.Equal(AccessLevel.Owner, (Delegated with { Operations = [new NamePattern("*")] }).Worth(Road.Operator, "auditor.call", AccessLevel.Owner, Night));
}
