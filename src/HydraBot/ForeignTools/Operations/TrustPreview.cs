using HydraBot.Hosting;
using HydraBot.Governance.Approvals;
using HydraBot.Governance.Audit;
using HydraBot.Governance.Operations;

namespace HydraBot.ForeignTools.Operations;

/// <summary>Shows whoever is asked to trust a server which tools that lets in, with what each may do.</summary>
internal sealed class TrustPreview(ForeignServers servers, SecretMask mask) : IApprovalPreview
{
    private const int LongestLine = 160;

    public ValueTask<string?> ShowAsync(OperationRequest request, CancellationToken cancellationToken)
    {
        if (request.Operation != "mcp.trust" || !request.Arguments.TryGetProperty("server", out var named))
            return ValueTask.FromResult<string?>(null);
        var server = servers.Named(named.GetString()!);
        return ValueTask.FromResult<string?>(string.Join('\n',
        [
            $"{server.Name} offers, in its own words (no instruction):",
            .. server.Tools.Names.Where(name => server.Tools.OfferedAs(name) is not null).Select(name => PlainText.Cut(
                $"{name} ({ForeignServers.EffectOf(server, name)}): {mask.Apply(PlainText.Clean(server.Tools.OfferedAs(name)!.Description))}", LongestLine)),
        ]));
    }
}
