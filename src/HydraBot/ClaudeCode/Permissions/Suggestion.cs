using System.Text.Json;
using HydraBot.Hosting;

namespace HydraBot.ClaudeCode.Permissions;

/// <summary>What Claude Code offers to change for good. Offered on are rules that allow and the mode in which edits are taken: never the end of all asking.</summary>
internal static class Suggestion
{
    /// <summary>The first that may be offered; null when none may.</summary>
    public static JsonElement? Of(JsonElement suggestions)
    {
        foreach (var one in suggestions.Items)
        {
            if (Words(one).Length > 0)
                return one;
        }

        return null;
    }

    /// <summary>What it would allow, for people; empty for what is not offered.</summary>
    public static string Words(JsonElement suggestion) => PlainText.Clean(suggestion.Text("type") switch
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
