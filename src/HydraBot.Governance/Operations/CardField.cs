namespace HydraBot.Governance.Operations;

/// <summary>A named value on a card.</summary>
/// <param name="Name">At most 256 characters.</param>
/// <param name="Value">Discord's Markdown, at most 1024 characters; longer values are cut at the door, with a note.</param>
/// <param name="Inline">True when it may stand beside others.</param>
public sealed record CardField(string Name, string Value, bool Inline = false);
