using System.Text.Json;
using System.Text.Json.Nodes;

namespace HydraBot.ClaudeCode.Permissions;

/// <summary>A session wants to know whether it may do something.</summary>
/// <param name="Ask">The question's own id: asked again with the same, it is the same question.</param>
/// <param name="Session">Which session.</param>
/// <param name="Machine">Where it runs.</param>
/// <param name="Folder">What it works in.</param>
/// <param name="Tool">The tool that it wants to use.</param>
/// <param name="Input">With what.</param>
/// <param name="Suggestions">What Claude Code would change for good; any may be echoed.</param>
internal sealed record PermissionWish(string Ask, string Session, string Machine, string Folder, string Tool, JsonElement Input, JsonElement Suggestions);

/// <summary>How a question stands.</summary>
/// <param name="Kind">Answered, waiting, or closed without an answer: then whoever sits at the terminal decides.</param>
/// <param name="Answer">The decision in Claude Code's own form, where there is one.</param>
internal sealed record PermissionState(PermissionStateKind Kind, JsonObject? Answer)
{
    public static readonly PermissionState Waiting = new(PermissionStateKind.Waiting, null);
    public static readonly PermissionState Closed = new(PermissionStateKind.Closed, null);
}

internal enum PermissionStateKind
{
    Waiting,
    Answered,
    Closed,
}

/// <summary>What was decided, as programs see it.</summary>
internal sealed record PermissionGiven(string Session, string Tool, bool Always);
