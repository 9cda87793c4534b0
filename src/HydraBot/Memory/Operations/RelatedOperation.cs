using System.ComponentModel.DataAnnotations;
using HydraBot.Governance;
using HydraBot.Governance.Operations;
using HydraBot.Memory.Relations;
using HydraBot.Memory.Stored;
using Description = System.ComponentModel.DescriptionAttribute;

namespace HydraBot.Memory.Operations;

/// <summary>Shows what lies around a memory.</summary>
internal sealed class RelatedOperation(MemoryStore store, RelatedFinder finder)
{
    [Operation("memory.related", Toolset = "memory", Private = true)]
    [Description("Shows what belongs to a memory: names it shares with others, facts between them, what was made of it")]
    public async Task<OperationResult<RelatedGraph>> RelatedAsync(
        [Description("Its id")] Guid id,
        Clearance clearance,
        [Description("How many steps"), Range(1, 4)] int depth = 2,
        CancellationToken cancellationToken = default)
    {
        var memory = await ShowOperations.FindAsync(store, clearance.Caller, id, cancellationToken);
        var graph = await finder.AroundAsync(memory, depth, cancellationToken);
        return OperationResult.Of(graph, new Card
        {
            Title = $"{graph.Nodes.Count(node => node.Kind == "memory") - 1} memories around it",
            Text = string.Join('\n', graph.Nodes.Where(node => node is { Kind: "memory", Distance: > 0 }).Take(10).Select(node => $"{node.Distance}. {node.Label}")),
            Picture = new CardFile("related.png", "image/png", GraphPicture.Draw(graph)),
        });
    }
}
