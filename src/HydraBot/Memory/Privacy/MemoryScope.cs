namespace HydraBot.Memory;

/// <summary>Who may recall a memory.</summary>
internal enum MemoryScope
{
    /// <summary>Whoever had it remembered, and nobody else.</summary>
    Private = 0,

    /// <summary>Everybody in the Discord channel in which it was said.</summary>
    Channel = 1,

    /// <summary>Everybody who has access to the house.</summary>
    House = 2,
}
