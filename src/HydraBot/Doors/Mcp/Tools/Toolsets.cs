namespace HydraBot.Doors.Mcp.Tools;

/// <summary>The names of the toolsets; people and their clients' settings rely on them.</summary>
internal static class Toolsets
{
    /// <summary>All, in the order of their first tools in a list.</summary>
    public static IReadOnlyList<string> All { get; } =
        ["fleet", "sandbox", "memory", "constitution", "inference", "improvement", "comfyui", "n8n", "letta", "crews", "claude", "repository"];
}
