using HydraBot.Governance.Operations;

namespace HydraBot.Governance.Tests.Fakes;

/// <summary>Brings one operation or none, and perhaps knows why it brings no other.</summary>
internal sealed class Visitor(Operation? brings = null, Func<string, string?>? why = null) : IVisitingOperations
{
    public IReadOnlyList<Operation> Ready => brings is null ? [] : [brings];

    public Operation? Find(string name) => brings?.Name == name ? brings : null;

    public string? Absence(string name) => why?.Invoke(name);
}
