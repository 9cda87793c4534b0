using System.Text.Json.Nodes;

namespace HydraBot.Doors.Mcp.Verbs;

/// <summary>A program that speaks MCP, and where it keeps its servers.</summary>
/// <param name="Name">As it is typed.</param>
/// <param name="Title">For people.</param>
/// <param name="File">Its settings.</param>
/// <param name="Container">The object in it that holds the servers.</param>
/// <param name="NeedsType">Whether an entry says that it is a program.</param>
internal sealed record KnownClient(string Name, string Title, string File, string Container, bool NeedsType)
{
    /// <summary>True where the client is here: its folder is.</summary>
    public bool IsHere => Name == "claude-code" || Directory.Exists(Path.GetDirectoryName(File));

    /// <summary>All, for a project's folder and somebody's home.</summary>
    public static IReadOnlyList<KnownClient> All(string project, string home)
    {
        var desktop = OperatingSystem.IsMacOS() ? Path.Combine(home, "Library", "Application Support", "Claude")
            : OperatingSystem.IsWindows() ? Path.Combine(home, "AppData", "Roaming", "Claude")
            : Path.Combine(home, ".config", "Claude");
        return
        [
            new("claude-code", "Claude Code, this project", Path.Combine(project, ".mcp.json"), "mcpServers", NeedsType: true),
            new("claude-desktop", "Claude Desktop", Path.Combine(desktop, "claude_desktop_config.json"), "mcpServers", NeedsType: false),
            new("cursor", "Cursor", Path.Combine(home, ".cursor", "mcp.json"), "mcpServers", NeedsType: false),
            new("vscode", "VS Code, this project", Path.Combine(project, ".vscode", "mcp.json"), "servers", NeedsType: true),
        ];
    }

    /// <summary>The entry that starts <c>HydraBot mcp</c> as it was started now; no key stands in it.</summary>
    public string Entry(IReadOnlyList<string> command, IReadOnlyList<string> settings)
    {
        var entry = new JsonObject();
        if (NeedsType)
            entry["type"] = "stdio";
        entry["command"] = command[0];
        entry["args"] = new JsonArray([.. command.Skip(1).Append("mcp").Concat(settings).Select(argument => JsonValue.Create(argument))]);
        return entry.ToJsonString();
    }
}
