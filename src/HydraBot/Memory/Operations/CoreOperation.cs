using HydraBot.Governance;
using HydraBot.Governance.Operations;
using HydraBot.Memory.Tiers;
using Description = System.ComponentModel.DescriptionAttribute;

namespace HydraBot.Memory.Operations;

/// <summary>Shows what stands in every prompt.</summary>
internal sealed class CoreOperation(CoreBlocks core)
{
    [Operation("memory.core", Toolset = "memory", Private = true)]
    [Description("Shows the core block: what is told to a model in every conversation of yours")]
    public async Task<OperationResult<CoreBlock>> CoreAsync(Clearance clearance, CancellationToken cancellationToken)
    {
        var block = await core.OfAsync(clearance.Caller, cancellationToken);
        return OperationResult.Of(block, new Card
        {
            Title = block.Lines.Count == 0 ? "The core block is empty" : "Core",
            Text = block.Text.Length == 0 ? null : block.Text,
            Footer = $"{block.Tokens} of {block.Limit} tokens",
        });
    }
}
