using System.Text.Json.Nodes;

namespace HydraBot.EndToEndTests.Browser;

/// <summary>Messages, commands and modals as JSON, as a bot would send them.</summary>
internal static class Messages
{
    public static JsonObject Json(string text) => JsonNode.Parse(text)!.AsObject();

    public static JsonObject StatusCard() => Json("""
        {
          "embeds": [{
            "title": "Homelab status", "url": "https://example.org/status", "color": 4186301,
            "description": "Everything answers. **4** containers, one needs a look.",
            "author": { "name": "hydra-node-1" },
            "fields": [
              { "name": "CPU", "value": "12 %", "inline": true },
              { "name": "Memory", "value": "5.2 of 23 GB", "inline": true },
              { "name": "Disk", "value": "61 %", "inline": true },
              { "name": "Containers", "value": "🟢 nginx\n🟢 postgres\n🟡 jellyfin\n🟢 grafana" }
            ],
            "footer": { "text": "constitution 3f9a1c" }, "timestamp": "2026-11-22T10:00:00Z"
          }]
        }
        """);

    public static JsonObject ApprovalCard(string asker) => Json($$"""
        {
          "embeds": [{
            "title": "Approval needed", "color": 15776077,
            "description": "**{{asker}}** asks to restart `nginx`.",
            "fields": [{ "name": "Effect", "value": "Disrupt", "inline": true }, { "name": "Expires", "value": "<t:1795341600:R>", "inline": true }]
          }],
          "components": [{ "type": 1, "components": [
            { "type": 2, "style": 3, "label": "Approve", "custom_id": "approve", "emoji": { "name": "✅" } },
            { "type": 2, "style": 4, "label": "Refuse", "custom_id": "refuse" },
            { "type": 2, "style": 2, "label": "Say why", "custom_id": "why" },
            { "type": 2, "style": 1, "label": "Not now", "custom_id": "later", "disabled": true },
            { "type": 2, "style": 5, "label": "Runbook", "url": "https://example.org/runbook" }
          ] }]
        }
        """);

    public static JsonObject Selects() => Json("""
        {
          "content": "Who, what and where?",
          "components": [
            { "type": 1, "components": [{ "type": 3, "custom_id": "containers", "placeholder": "Containers", "min_values": 1, "max_values": 2, "options": [
              { "label": "nginx", "value": "nginx", "description": "healthy" }, { "label": "postgres", "value": "postgres" }, { "label": "jellyfin", "value": "jellyfin" }
            ] }] },
            { "type": 1, "components": [{ "type": 5, "custom_id": "who", "placeholder": "Somebody" }] },
            { "type": 1, "components": [{ "type": 6, "custom_id": "role", "placeholder": "A role" }] },
            { "type": 1, "components": [{ "type": 8, "custom_id": "where", "placeholder": "A channel" }] }
          ]
        }
        """);

    public static JsonObject ReasonModal() => Json("""
        {
          "title": "Why not?", "custom_id": "reason",
          "components": [
            { "type": 18, "label": "Reason", "description": "It goes into the audit log", "component": { "type": 4, "custom_id": "text", "style": 2, "min_length": 5, "max_length": 300, "required": true } },
            { "type": 18, "label": "Ticket", "component": { "type": 4, "custom_id": "ticket", "style": 1, "required": false, "placeholder": "HB-12" } }
          ]
        }
        """);

    /// <summary>Longer than a phone.</summary>
    public static JsonObject LongModal() => Json("""
        {
          "title": "A program", "custom_id": "program",
          "components": [
            { "type": 18, "label": "Language", "component": { "type": 3, "custom_id": "language", "options": [{ "label": "Python", "value": "python" }, { "label": "Bash", "value": "bash" }] } },
            { "type": 18, "label": "Second", "component": { "type": 4, "custom_id": "second", "style": 2, "required": false } },
            { "type": 18, "label": "Third", "component": { "type": 4, "custom_id": "third", "style": 2, "required": false } },
            { "type": 18, "label": "Fourth", "component": { "type": 4, "custom_id": "fourth", "style": 2, "required": false } }
          ]
        }
        """);

    public static JsonObject Layout() => Json("""
        {
          "flags": 32768,
          "components": [{ "type": 17, "accent_color": 5530344, "components": [
            { "type": 10, "content": "### Nightly backup\nFinished in **4 min 12 s**." },
            { "type": 14 },
            { "type": 9, "components": [{ "type": 10, "content": "12 volumes, 48 GB" }], "accessory": { "type": 2, "style": 2, "label": "Open report", "custom_id": "report" } },
            { "type": 1, "components": [{ "type": 2, "style": 1, "label": "Run again", "custom_id": "again" }] }
          ] }]
        }
        """);

    /// <summary>A command without options that is answered by <c>/name</c>.</summary>
    public static JsonObject Command(string name, string description, string options = "[]") =>
        Json($$"""{ "type": 1, "name": "{{name}}", "description": "{{description}}", "options": {{options}} }""");

    public static JsonObject Restart() => Command("restart", "Restart a container and wait until it is healthy", """
        [
          { "type": 3, "name": "container", "description": "Which container", "required": true, "autocomplete": true },
          { "type": 4, "name": "timeout", "description": "Seconds to wait", "min_value": 1, "max_value": 600 },
          { "type": 5, "name": "force", "description": "Kill it when it does not stop" }
        ]
        """);

    public static JsonObject Container() => Command("container", "Containers", """
        [
          { "type": 1, "name": "list", "description": "All containers with their health" },
          { "type": 1, "name": "logs", "description": "The last lines of a container", "options": [
            { "type": 3, "name": "container", "description": "Which container", "required": true },
            { "type": 3, "name": "level", "description": "Least level", "choices": [{ "name": "Information", "value": "info" }, { "name": "Errors alone", "value": "error" }] }
          ] }
        ]
        """);
}
