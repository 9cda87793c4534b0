namespace HydraBot.ForeignTools.Definitions;

/// <summary>How a tool of others is.</summary>
internal enum ToolState
{
    /// <summary>It is as it was agreed to, and can be called.</summary>
    Ready = 0,

    /// <summary>It is described otherwise than it was agreed to: it is not called.</summary>
    Changed = 1,

    /// <summary>It came after the others: it is not called before somebody agreed to it.</summary>
    New = 2,

    /// <summary>It was agreed to, and its server does not offer it now.</summary>
    Gone = 3,

    /// <summary>The settings leave it out.</summary>
    LeftOut = 4,
}
