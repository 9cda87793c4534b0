using HydraBot.Fleet;
using HydraBot.Governance.Audit;
using HydraBot.Governance.Emergency;
using HydraBot.Governance.Operations;
using HydraBot.Hosting.Status;
using HydraBot.Law;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace HydraBot.Tests.Law;

public class LawStatusTests
{
    [Theory]
    [InlineData(false, "🟢 open", CardSeverity.Warning)]
    [InlineData(true, "🛑 stopped by owner", CardSeverity.Bad)]
    public async Task Status_tells_whether_everything_is_stopped_and_which_law_is_in_force(bool stopped, string word, CardSeverity severity)
    {
        await using var road = await Rooms.BuildAsync(
            builder =>
            {
                builder.AddFleet().AddStatusSource<LawStatus>();
                builder.Services.AddSingleton<IEmergencyStopStore>(new Stored(stopped));
            },
            ("Fleet:Engine", "unix:///nowhere/engine.sock"),
            ("Fleet:StatusTimeout", "00:00:20"));

        var (card, _) = await road.DoneAsync("status");

        var gate = Assert.Single(card.Fields, field => field.Name == "Gate").Value;
        Assert.StartsWith(word, gate, StringComparison.Ordinal);
        Assert.Matches("Law version test, `[0-9a-f]{12}`\nNothing waits for an approval.$", gate);
        Assert.Equal(severity, card.Severity);
        Assert.Equal(stopped, card.Text!.Contains("emergency stop is pulled", StringComparison.Ordinal));
    }

    private sealed class Stored(bool stopped) : IEmergencyStopStore
    {
        public ValueTask<EmergencyState?> LoadAsync(CancellationToken cancellationToken) =>
            ValueTask.FromResult<EmergencyState?>(new EmergencyState(stopped, "owner", "smoke in the attic", DateTimeOffset.UnixEpoch));

        public ValueTask SaveAsync(EmergencyState state, AuditDraft entry, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
