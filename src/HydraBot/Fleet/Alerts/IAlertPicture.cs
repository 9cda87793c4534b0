using HydraBot.Governance.Operations;

namespace HydraBot.Fleet.Alerts;

/// <summary>Somebody who can show what an alert of theirs says.</summary>
internal interface IAlertPicture
{
    /// <summary>Null for an alert of somebody else.</summary>
    Task<CardFile?> DrawAsync(Alert alert, CancellationToken cancellationToken);
}
