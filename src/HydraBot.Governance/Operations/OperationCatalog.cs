using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using HydraBot.Governance.Access;

namespace HydraBot.Governance.Operations;

/// <summary>Everything that HydraBot can do, by name.</summary>
public sealed class OperationCatalog
{
    private readonly FrozenDictionary<string, Operation> _byName;

    /// <summary>Reads the operations of the rooms' classes.</summary>
    /// <param name="rooms">Classes with methods marked <see cref="OperationAttribute"/>.</param>
    /// <param name="resolve">Gives the instance of such a class, at each call.</param>
    /// <param name="json">How arguments are read and schemas are made.</param>
    /// <param name="access">Levels that are set instead of those that operations name.</param>
    /// <exception cref="InvalidOperationException">A definition is wrong; the message names the method.</exception>
    public OperationCatalog(IEnumerable<Type> rooms, Func<Type, object> resolve, JsonSerializerOptions json, AccessOverrides? access = null)
    {
        var reader = new OperationReader(resolve, json, access);
        All = [.. rooms.SelectMany(reader.Read).OrderBy(operation => operation.Name, StringComparer.Ordinal)];
        if (All.GroupBy(operation => operation.Name).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw new InvalidOperationException($"Two operations are called {twice.Key}.");
        _byName = All.ToFrozenDictionary(operation => operation.Name, StringComparer.Ordinal);
    }

    /// <summary>All of them, by name.</summary>
    public IReadOnlyList<Operation> All { get; }

    /// <summary>Finds one by its exact name.</summary>
    public bool TryFind(string name, [NotNullWhen(true)] out Operation? operation) => _byName.TryGetValue(name, out operation);
}
