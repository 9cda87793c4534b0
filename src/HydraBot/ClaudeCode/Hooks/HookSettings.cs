using System.Text.Json;
using System.Text.Json.Nodes;

namespace HydraBot.ClaudeCode.Hooks;

/// <summary>HydraBot's hooks in Claude Code's settings: put in beside whatever else stands there, and taken out again.</summary>
internal static class HookSettings
{
    /// <summary>By this word our hooks are known again.</summary>
    public const string Mark = "claude-hook";

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The settings with our hooks in them, once.</summary>
    /// <param name="settings">As they are.</param>
    /// <param name="command">The program and its arguments, to which the verb of each hook is added.</param>
    public static JsonObject With(JsonObject settings, string command)
    {
        var merged = Without(settings);
        var hooks = (JsonObject)(merged["hooks"] ??= new JsonObject());
        void Add(string happening, JsonObject hook, string? matcher = null)
        {
            var group = new JsonObject { ["hooks"] = new JsonArray(hook) };
            if (matcher is not null)
                group.Insert(0, "matcher", matcher);
            if (hooks[happening] is not JsonArray groups)
                hooks[happening] = groups = [];
            groups.Add(group);
        }

        JsonObject Told() => new() { ["type"] = "command", ["command"] = $"{command} tell", ["async"] = true, ["timeout"] = 120 };
        JsonObject Woken() => new() { ["type"] = "command", ["command"] = $"{command} wake", ["asyncRewake"] = true, ["timeout"] = 86400 };
        Add("PermissionRequest", new JsonObject { ["type"] = "command", ["command"] = $"{command} ask", ["timeout"] = 3600 }, "*");
        foreach (var happening in (string[])["SessionStart", "UserPromptSubmit", "Stop", "Notification"])
            Add(happening, Told());
        Add("SessionEnd", new JsonObject { ["type"] = "command", ["command"] = $"{command} tell", ["timeout"] = 5 });
        Add("PreToolUse", Told(), "ExitPlanMode");
        Add("PostToolUse", Told(), "TodoWrite|Edit|MultiEdit|Write|NotebookEdit");
        Add("SessionStart", Woken());
        Add("Stop", Woken());
        return merged;
    }

    /// <summary>The settings without our hooks; what else stands there stays as it is, in its order.</summary>
    public static JsonObject Without(JsonObject settings)
    {
        var rest = (JsonObject)settings.DeepClone();
        if (rest["hooks"] is not JsonObject hooks)
            return rest;
        foreach (var (happening, node) in hooks.ToArray())
        {
            if (node is not JsonArray groups)
                continue;
            var had = groups.Count;
            foreach (var group in groups.OfType<JsonObject>().ToArray())
            {
                if (group["hooks"] is not JsonArray list || !list.Any(IsOurs))
                    continue;
                foreach (var hook in list.Where(IsOurs).ToArray())
                    list.Remove(hook);
                if (list.Count == 0)
                    groups.Remove(group);
            }

            if (had > 0 && groups.Count == 0)
                hooks.Remove(happening);
        }

        if (hooks.Count == 0)
            rest.Remove("hooks");
        return rest;
    }

    public static string Write(JsonObject settings) => settings.ToJsonString(Indented) + "\n";

    private static bool IsOurs(JsonNode? hook) => hook is JsonObject one && one["command"] is JsonValue command && command.TryGetValue<string>(out var text) && text.Contains(Mark, StringComparison.Ordinal);
}
