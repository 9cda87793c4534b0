using System.Diagnostics.CodeAnalysis;
using HydraBot.Governance.Operations;
using ModelContextProtocol.Protocol;

namespace HydraBot.Doors.Mcp.Tools;

/// <summary>The operations that are tools, by toolset and name; the same list in the same order every time.</summary>
internal sealed class ToolCatalog
{
    // What others wrote passes through these, or they reach beyond the house.
    private static readonly string[] OpenWorlds = ["comfyui", "n8n", "letta", "crews", "claude", "inference"];

    private readonly Dictionary<string, OperationTool> _byName;

    public ToolCatalog(OperationCatalog operations)
    {
        All =
        [
            .. operations.All
                .Where(operation => operation.Toolset is not null)
                .OrderBy(operation => Toolsets.All.ToList().IndexOf(operation.Toolset!)).ThenBy(operation => operation.Name, StringComparer.Ordinal)
                .Select(operation => new OperationTool(operation, Describe(operation))),
        ];
        _byName = All.ToDictionary(tool => tool.Definition.Name, StringComparer.Ordinal);
    }

    /// <summary>Every tool.</summary>
    public IReadOnlyList<OperationTool> All { get; }

    /// <summary>Those of a toolset (of all where none is named) that this access may ask for.</summary>
    public IEnumerable<OperationTool> For(string? toolset, AccessLevel access) =>
        All.Where(tool => (toolset is null || tool.Operation.Toolset == toolset) && access >= tool.Operation.Access);

    /// <summary>Finds one of a toolset.</summary>
    public bool TryFind(string? toolset, string name, [NotNullWhen(true)] out OperationTool? tool) =>
        _byName.TryGetValue(name, out tool) && (toolset is null || tool.Operation.Toolset == toolset);

    private static Tool Describe(Operation operation) => new()
    {
        Name = operation.Name.Replace('.', '_'),
        Description = operation.Effect is OperationEffect.Disrupt or OperationEffect.Destroy ? $"{operation.Description} (a person approves first)" : operation.Description,
        InputSchema = PortableSchema.Input(operation.Schema),
        OutputSchema = PortableSchema.Output(operation.ResultSchema),
        Annotations = new ToolAnnotations
        {
            ReadOnlyHint = operation.Effect == OperationEffect.Read,
            DestructiveHint = operation.Effect is OperationEffect.Disrupt or OperationEffect.Destroy,
            IdempotentHint = operation.Effect == OperationEffect.Read,
            OpenWorldHint = OpenWorlds.Contains(operation.Toolset),
        },
    };
}

/// <summary>An operation and the tool that it is.</summary>
internal sealed record OperationTool(Operation Operation, Tool Definition);
