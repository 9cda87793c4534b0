using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using HydraBot.Governance.Access;

namespace HydraBot.Governance.Operations;

/// <summary>Everything that HydraBot can do, by name.</summary>
public sealed class OperationCatalog
{
    private readonly FrozenDictionary<string, Operation> _byName;
    private readonly IVisitingOperations[] _visiting;

    /// <summary>Reads the operations of the rooms' classes.</summary>
    /// <param name="rooms">Classes with methods marked <see cref="OperationAttribute"/>.</param>
    /// <param name="resolve">Gives the instance of such a class, at each call.</param>
    /// <param name="json">How arguments are read and schemas are made.</param>
    /// <param name="access">Levels that are set instead of those that operations name.</param>
    /// <param name="visiting">Who brings further ones while the house runs.</param>
    /// <exception cref="InvalidOperationException">A definition is wrong; the message names the method.</exception>
    public OperationCatalog(IEnumerable<Type> rooms, Func<Type, object> resolve, JsonSerializerOptions json, AccessOverrides? access = null, IEnumerable<IVisitingOperations>? visiting = null)
    {
        _visiting = [.. visiting ?? []];
        var reader = new OperationReader(resolve, json, access);
        All = [.. rooms.SelectMany(reader.Read).OrderBy(operation => operation.Name, StringComparer.Ordinal)];
        if (All.GroupBy(operation => operation.Name).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw new InvalidOperationException($"Two operations are called {twice.Key}.");
        _byName = All.ToFrozenDictionary(operation => operation.Name, StringComparer.Ordinal);
    }

    /// <summary>All of the house's own, by name.</summary>
    public IReadOnlyList<Operation> All { get; }

    /// <summary>Those of others that can be run now, by name.</summary>
    public IEnumerable<Operation> Visiting => _visiting.SelectMany(brought => brought.Ready);

    /// <summary>Finds one by its exact name, the house's own first.</summary>
    public bool TryFind(string name, [NotNullWhen(true)] out Operation? operation)
    {
        if (!_byName.TryGetValue(name, out operation))
            operation = _visiting.Select(brought => brought.Find(name)).FirstOrDefault(found => found is not null);
        return operation is not null;
    }

    /// <summary>Why there is none of this name, where somebody knows.</summary>
    public string? Absence(string name) => _visiting.Select(brought => brought.Absence(name)).FirstOrDefault(why => why is not null);
}
