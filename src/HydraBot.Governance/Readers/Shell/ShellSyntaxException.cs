namespace HydraBot.Governance.Readers.Shell;

/// <summary>The text is no shell program, or one that this reader does not know how to read.</summary>
internal sealed class ShellSyntaxException(string message) : Exception(message);
