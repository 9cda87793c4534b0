using System.Globalization;
using HydraBot.Governance.Approvals;
using HydraBot.Governance.Operations;

namespace HydraBot.Improvement.Speed;

/// <summary>Shows whoever is asked about a finding with which settings the server would run, and what that was measured to be worth.</summary>
internal sealed class SpeedPreview(SpeedStore store) : IApprovalPreview
{
    public async ValueTask<string?> ShowAsync(OperationRequest request, CancellationToken cancellationToken)
    {
        if (request.Operation != "inference.apply" || !request.Arguments.TryGetProperty("tuning", out var id) || !id.TryGetGuid(out var tuning))
            return null;
        var finding = await store.FindAsync(tuning, cancellationToken) ?? throw new OperationException($"There is no finding {tuning}.");
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{finding.Endpoint}, {finding.Model}\n- {finding.Before.Setup}: {finding.Before}\n+ {finding.After.Setup}: {finding.After}\n{finding.Gain:P0} faster ({finding.GainLow:P0} to {finding.GainHigh:P0}), prompt by prompt; measured again, and taken back where it is no faster");
    }
}
