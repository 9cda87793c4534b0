namespace HydraBot.Memory.Documents.Pages;

/// <summary>What is known of a page that was fetched before.</summary>
internal sealed record KnownPage(string? ETag, string? Modified);

/// <summary>A page as its server gave it.</summary>
/// <param name="Text">Markdown or plain text; null where it is as it was.</param>
/// <param name="Validators">By what the server will tell whether it changed.</param>
internal sealed record FetchedPage(string? Text, KnownPage Validators);
