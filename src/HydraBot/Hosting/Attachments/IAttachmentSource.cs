namespace HydraBot.Hosting.Attachments;

/// <summary>A place where members' files lie. A door implements it; rooms fetch from nowhere else, so that no address leads them astray.</summary>
internal interface IAttachmentSource
{
    /// <summary>True for an address of this place.</summary>
    bool Covers(Uri address);

    /// <summary>The file's bytes; null where there are more than <paramref name="most"/>.</summary>
    /// <exception cref="HttpRequestException">It is not there any more, or the place cannot be reached.</exception>
    Task<byte[]?> FetchAsync(Uri address, int most, CancellationToken cancellationToken);
}
