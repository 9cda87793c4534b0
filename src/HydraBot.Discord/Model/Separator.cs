namespace HydraBot.Discord.Model;

/// <summary>Components v2: space, with or without a line.</summary>
public sealed record Separator : Component
{
    public bool? Divider { get; set; }

    /// <summary>1: small, 2: large.</summary>
    public int? Spacing { get; set; }
}
