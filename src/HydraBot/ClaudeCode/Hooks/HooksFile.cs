using System.Text.Json;
using System.Text.Json.Nodes;
using HydraBot.ClaudeCode.Posts;
using HydraBot.Governance.Operations;

namespace HydraBot.ClaudeCode.Hooks;

/// <summary>Claude Code's settings file. It is replaced whole or not at all, and the one before is kept beside it.</summary>
internal sealed class HooksFile(string path)
{
    private string Kept => $"{path}.before-hydrabot";

    public string Path => path;

    /// <summary>What would stand there, and the difference.</summary>
    /// <exception cref="OperationException">The file is no JSON object; it is left alone.</exception>
    public (string Text, string Difference) Plan(Func<JsonObject, JsonObject> change)
    {
        var before = File.Exists(path) ? File.ReadAllText(path) : "";
        var settings = Read(before);
        var changed = change(settings);
        // The way back to what stood there before is the text itself, with its own spaces.
        var after = File.Exists(Kept) && JsonNode.DeepEquals(Read(File.ReadAllText(Kept)), changed) ? File.ReadAllText(Kept)
            : JsonNode.DeepEquals(settings, changed) ? before : HookSettings.Write(changed);
        return (after, after == before ? "" : TextDifference.Of(path, before, after));
    }

    public void Write(string text)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        if (File.Exists(path) && !File.ReadAllText(path).Contains(HookSettings.Mark, StringComparison.Ordinal))
            File.Copy(path, Kept, overwrite: true);
        var next = $"{path}.{Environment.ProcessId}.new";
        File.WriteAllText(next, text);
        if (File.Exists(path) && !OperatingSystem.IsWindows())
            File.SetUnixFileMode(next, File.GetUnixFileMode(path));
        File.Move(next, path, overwrite: true);
    }

    private JsonObject Read(string text)
    {
        try
        {
            return string.IsNullOrWhiteSpace(text) ? [] : JsonNode.Parse(text, documentOptions: new JsonDocumentOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip }) as JsonObject
                ?? throw new OperationException($"{path} is no JSON object; it is left as it is.");
        }
        catch (JsonException exception)
        {
            throw new OperationException($"{path} is no JSON, so it is left as it is: {exception.Message}", exception);
        }
    }
}
