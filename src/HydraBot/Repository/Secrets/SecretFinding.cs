namespace HydraBot.Repository.Secrets;

/// <summary>A line that seems to hold a secret, without the secret.</summary>
internal sealed record SecretFinding(string Path, int Line, string What);
