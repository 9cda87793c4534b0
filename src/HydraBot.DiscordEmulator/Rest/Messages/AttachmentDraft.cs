namespace HydraBot.DiscordEmulator.Rest.Messages;

/// <summary>An entry of <c>attachments</c>: an index of <c>files[n]</c>, or the id of a file that stays.</summary>
internal sealed record AttachmentDraft(string Id, string? FileName, string? Description);
