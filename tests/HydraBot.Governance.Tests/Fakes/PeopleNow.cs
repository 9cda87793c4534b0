using HydraBot.Governance.Access;
using HydraBot.Governance.Operations;

namespace HydraBot.Governance.Tests.Fakes;

/// <summary>Who has what access at this moment; those who are not named have what they had.</summary>
internal sealed class PeopleNow : IAccessSource
{
    public Dictionary<string, AccessLevel> Levels { get; } = [];

    public ValueTask<Caller?> NowAsync(Caller caller, CancellationToken cancellationToken) =>
        ValueTask.FromResult(Levels.TryGetValue(caller.Id, out var level) ? caller with { Access = level } : null);
}
