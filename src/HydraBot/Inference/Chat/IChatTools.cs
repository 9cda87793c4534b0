using HydraBot.Governance;
using Microsoft.Extensions.AI;

namespace HydraBot.Inference.Chat;

/// <summary>What a model may reach for in a conversation. A door implements it; without one, a model can only talk.</summary>
internal interface IChatTools
{
    /// <summary>The tools of whoever talks.</summary>
    IReadOnlyList<AITool> For(Clearance clearance);

    /// <summary>Runs one, each through the gate, and tells what came of it in words for the model.</summary>
    Task<string> RunAsync(Clearance clearance, FunctionCallContent call, CancellationToken cancellationToken);
}
