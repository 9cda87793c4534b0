using System.Text.Encodings.Web;
using System.Text.Json;
using HydraBot.Hosting;

namespace HydraBot.ClaudeCode.Posts;

/// <summary>What a tool is asked to do, in full, as a person judges it: the exact command, the difference of a file, or else the input as it is.</summary>
internal static class ToolText
{
    private static readonly JsonWriterOptions Readable = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Of(string tool, JsonElement input) => PlainText.Clean(tool switch
    {
        "Bash" when input.Text("command") is { } command => command,
        "Edit" when Difference(input) is { } difference => difference,
        "MultiEdit" when input.Text("file_path") is { } path => string.Join("\n", input.ItemsAt("edits").Select(edit => TextDifference.Of(path, edit.Text("old_string") ?? "", edit.Text("new_string") ?? ""))),
        "Write" when input.Text("file_path") is { } path => TextDifference.Of(path, "", input.Text("content") ?? ""),
        "NotebookEdit" when input.Text("notebook_path") is { } path => TextDifference.Of(path, "", input.Text("new_source") ?? ""),
        "ExitPlanMode" when input.Text("plan") is { } plan => plan,
        "WebFetch" when input.Text("url") is { } url => url,
        _ => Json(input),
    });

    /// <summary>True for tools that change a file.</summary>
    public static bool IsEdit(string tool) => tool is "Edit" or "MultiEdit" or "Write" or "NotebookEdit";

    public static string PathOf(JsonElement input) => input.Text("file_path") ?? input.Text("notebook_path") ?? "a file";

    private static string? Difference(JsonElement input) => input.Text("file_path") is { } path ? TextDifference.Of(path, input.Text("old_string") ?? "", input.Text("new_string") ?? "") : null;

    private static string Json(JsonElement input)
    {
        using var text = new MemoryStream();
        using (var writer = new Utf8JsonWriter(text, Readable))
            input.WriteTo(writer);
        return System.Text.Encoding.UTF8.GetString(text.ToArray());
    }
}
