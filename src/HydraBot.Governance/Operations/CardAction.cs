namespace HydraBot.Governance.Operations;

/// <summary>A button on a card.</summary>
/// <param name="Label">One or two words.</param>
/// <param name="Operation">The operation that it asks for.</param>
/// <param name="Arguments">Its arguments, a JSON object; with the operation's name at most 90 characters, since Discord carries them.</param>
public sealed record CardAction(string Label, string Operation, string Arguments);
