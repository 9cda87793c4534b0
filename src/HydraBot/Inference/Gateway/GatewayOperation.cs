using System.ComponentModel;
using HydraBot.Governance;
using HydraBot.Governance.Operations;

namespace HydraBot.Inference.Gateway;

/// <summary>Lets the programs of a key use the language models.</summary>
internal sealed class GatewayOperation(GatewayPasses passes)
{
    public const string Name = "inference.gateway";

    [Operation(Name, Effect = OperationEffect.Change, Private = true)]
    [Description("Lets the programs of an API key use the language models at /v1 for a minute; /v1 asks for it by itself")]
    public OperationResult<GatewayGrant> Open(Clearance clearance)
    {
        if (clearance.Caller.Kind != CallerKind.Key)
            throw new OperationException("Only a program with a key of Api:Keys uses /v1; people talk with /chat.");
        var pass = passes.Grant(clearance);
        return OperationResult.Of(
            new GatewayGrant(clearance.Caller.Name, pass.Until),
            new Card { Title = "The models are open", Text = $"The programs of the key '{clearance.Caller.Name}' may use them for a minute." });
    }
}

/// <summary>A key's leave.</summary>
/// <param name="Key">Whose.</param>
/// <param name="Until">Until then.</param>
internal sealed record GatewayGrant(string Key, DateTimeOffset Until);
