namespace HydraBot.Sandbox.Engine;

/// <summary>By which the containers of a sandbox are known.</summary>
internal static class SandboxLabels
{
    /// <summary>On every container: whose house it belongs to.</summary>
    public const string House = "hydrabot.sandbox";

    /// <summary>On every container: the second since 1970 after which nobody needs it, whosever it was.</summary>
    public const string Until = "hydrabot.sandbox.until";

    /// <summary>On every container: what it was started for.</summary>
    public const string Purpose = "hydrabot.sandbox.purpose";

    /// <summary>On images: the hash of the recipe.</summary>
    public const string Recipe = "hydrabot.sandbox.recipe";
}
