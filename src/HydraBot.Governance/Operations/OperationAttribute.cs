namespace HydraBot.Governance.Operations;

/// <summary>
/// Marks a method as an operation. Its <see cref="System.ComponentModel.DescriptionAttribute"/> is the help text on every door.
/// </summary>
/// <remarks>A method whose effect is more than <see cref="OperationEffect.Read"/> takes a <see cref="Clearance"/>.</remarks>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OperationAttribute(string name) : Attribute
{
    /// <summary>Dotted name: room and verb in lower case.</summary>
    public string Name { get; } = name;

    /// <summary>The least access that may ask for it.</summary>
    public AccessLevel Access { get; set; } = AccessLevel.Viewer;

    /// <summary>What it does to the world.</summary>
    public OperationEffect Effect { get; set; } = OperationEffect.Read;

    /// <summary>Seconds after which it is cancelled.</summary>
    public int TimeLimitSeconds { get; set; } = 30;

    /// <summary>
    /// How what it did is brought back, in a sentence. An operation with <see cref="OperationEffect.Destroy"/> names one, or the law refuses it.
    /// </summary>
    public string? Rollback { get; set; }

    /// <summary>A slash command of this name instead of <c>/room verb</c>.</summary>
    public string? Slash { get; set; }

    /// <summary>An entry in the menu of a message, such as <c>Remember this</c>; the message's text becomes the first parameter.</summary>
    public string? Message { get; set; }

    /// <summary>True when the answer on Discord is for the asker's eyes alone.</summary>
    public bool Private { get; set; }

    /// <summary>True when its arguments are longer than a command's line: Discord asks for them in a form.</summary>
    public bool Form { get; set; }

    /// <summary>True when the message of its <see cref="Message"/> is code: it is offered below every answer that holds some.</summary>
    public bool Code { get; set; }

    /// <summary>
    /// The toolset in which programs find it as a tool (<c>fleet</c>, <c>memory</c>, ...); null when it is none. A tool is worth a
    /// line in every model's context, so not every operation is one.
    /// </summary>
    public string? Toolset { get; set; }
}
