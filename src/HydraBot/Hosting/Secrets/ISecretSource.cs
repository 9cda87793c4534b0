namespace HydraBot.Hosting.Secrets;

/// <summary>Knows secrets that must not be written anywhere else.</summary>
internal interface ISecretSource
{
    /// <summary>All of them; asked once, before the first line is logged.</summary>
    IEnumerable<string> Secrets { get; }
}
