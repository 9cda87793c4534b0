namespace HydraBot.Hosting.Threads;

/// <summary>Where on Discord something stands, as an address that leads there.</summary>
internal interface IMessageLinks
{
    /// <summary>The message in which people decide; null where there is none.</summary>
    Task<string?> OfApprovalAsync(Guid approval, CancellationToken cancellationToken);

    /// <summary>The message of a named notice; null where there is none.</summary>
    Task<string?> OfNoticeAsync(string key, CancellationToken cancellationToken);
}
