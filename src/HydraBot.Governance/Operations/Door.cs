namespace HydraBot.Governance.Operations;

/// <summary>The way by which a request came in.</summary>
public enum Door
{
    /// <summary>A slash command, button or context command on Discord.</summary>
    Chat = 0,

    /// <summary>A function that the language model called in a conversation.</summary>
    Ask = 1,

    /// <summary>A spoken command.</summary>
    Voice = 2,

    /// <summary>A Model Context Protocol tool call.</summary>
    Mcp = 3,

    /// <summary>A call of the HTTP API.</summary>
    Http = 4,

    /// <summary>A schedule inside the house.</summary>
    Schedule = 5,
}
