using System.Text.Json;
using HydraBot.Hosting;

namespace HydraBot.ClaudeCode.Permissions;

/// <summary>What Claude Code offers to change for good. Offered on are rules that allow and the mode in which edits are taken: never the end of all asking.</summary>
internal static class Suggestion
{
    /// <summary>Those that may be offered, as they are handed back, and in words for people; null and nothing when none may.</summary>
    public static (string? Json, string Words) Of(JsonElement suggestions)
    {
        var offered = suggestions.Items.Where(one => Words(one).Length > 0).ToArray();
        return offered.Length == 0 ? (null, "") : ($"[{string.Join(',', offered.Select(one => one.GetRawText()))}]", string.Join("; ", offered.Select(Words)));
    }

    private static string Words(JsonElement suggestion) => PlainText.Clean(suggestion.Text("type") switch
    {
        "addRules" when suggestion.Text("behavior") == "allow" => string.Join(", ", suggestion.ItemsAt("rules").Select(rule => rule.Text("ruleContent") is { } content ? $"{rule.Text("toolName")}({content})" : rule.Text("toolName")))
            + Place(suggestion),
        "setMode" when suggestion.Text("mode") == "acceptEdits" => $"every edit{Place(suggestion)}",
        "addDirectories" => $"work in {string.Join(", ", suggestion.ItemsAt("directories").Select(folder => folder.ToString()))}{Place(suggestion)}",
        _ => "",
    });

    private static string Place(JsonElement suggestion) => suggestion.Text("destination") switch
    {
        "session" => " in this session",
        "localSettings" or "projectSettings" => " in this project",
        "userSettings" => " in every project",
        _ => "",
    };
}
