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

    /// <summary>A slash command of this name instead of <c>/room verb</c>.</summary>
    public string? Slash { get; set; }

    /// <summary>True when the answer on Discord is for the asker's eyes alone.</summary>
    public bool Private { get; set; }

    /// <summary>True when its arguments are longer than a command's line: Discord asks for them in a form.</summary>
    public bool Form { get; set; }

    /// <summary>The name of a command in the menu of a message, whose text becomes the first argument; null where none fits.</summary>
    public string? MessageCommand { get; set; }
}
