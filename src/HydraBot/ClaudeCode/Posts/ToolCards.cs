using System.Text.Json;
using HydraBot.Governance.Operations;
using HydraBot.Hosting;

namespace HydraBot.ClaudeCode.Posts;

/// <summary>What a session did, as cards of its thread.</summary>
internal static class ToolCards
{
    public const string TodoSlot = "todo";

    private const int LongestBlock = 3400;

    public static Card Prompt(string text, string from) => new() { Title = from, Text = PlainText.Cut(PlainText.Clean(text), 3500), Severity = CardSeverity.Neutral };

    public static Card Answer(string text) => new() { Title = "Answer", Text = PlainText.Clean(text), Plain = true };

    public static Card Plan(JsonElement input) => new() { Title = "Plan", Text = PlainText.Cut(PlainText.Clean(input.Text("plan") ?? "It shows its plan in the terminal."), 3800), Severity = CardSeverity.Waiting };

    /// <summary>The difference of a changed file.</summary>
    public static Card Edit(string tool, JsonElement input)
    {
        var difference = ToolText.Of(tool, input).Replace("```", "ʼʼʼ", StringComparison.Ordinal);
        var (added, removed) = (Count(difference, '+'), Count(difference, '-'));
        return new Card
        {
            Title = $"{(tool == "Write" ? "Wrote" : "Changed")} {Path.GetFileName(ToolText.PathOf(input))} (+{added} −{removed})",
            Text = $"```diff\n{PlainText.Cut(difference, LongestBlock)}\n```",
            Footer = ToolText.PathOf(input),
        };
    }

    /// <summary>The list of things to do, as it is now; null when this is none.</summary>
    public static Card? Todo(JsonElement input)
    {
        var todos = input.ItemsAt("todos").ToArray();
        if (todos.Length == 0)
            return null;
        var done = todos.Count(todo => todo.Text("status") == "completed");
        return new Card
        {
            Title = $"To do: {done} of {todos.Length}",
            Severity = done == todos.Length ? CardSeverity.Good : CardSeverity.Neutral,
            Text = PlainText.Cut(string.Join('\n', todos.Select(Line)), 3500),
        };
    }

    private static string Line(JsonElement todo) => todo.Text("status") switch
    {
        "completed" => $"✅ ~~{PlainText.Clean(todo.Text("content") ?? "")}~~",
        "in_progress" => $"▶️ **{PlainText.Clean(todo.Text("activeForm") ?? todo.Text("content") ?? "")}**",
        _ => $"▫️ {PlainText.Clean(todo.Text("content") ?? "")}",
    };

    private static int Count(string difference, char mark) => difference.Split('\n').Count(line => line.Length > 0 && line[0] == mark && !line.StartsWith(new string(mark, 3) + " ", StringComparison.Ordinal));
}
