using System.Text.Json;
using HydraBot.Testing.Models;

namespace HydraBot.Tests.Improvement;

/// <summary>A scripted model that reaches for tools where a task wants it to look.</summary>
internal static class ToolUse
{
    /// <summary>Reaches for the first tool, with what the question is about, before it answers.</summary>
    public static Task LookAsync(ModelExchange exchange, Func<Task> answer)
    {
        var question = exchange.Question.GetProperty("messages").EnumerateArray().Last(message => message.GetProperty("role").GetString() == "user").GetProperty("content").GetString()!;
        if (!question.Contains("Look it up", StringComparison.Ordinal) || !exchange.Question.TryGetProperty("tools", out var tools) || Result(exchange.Question) is not null)
            return answer();
        var about = question.Contains("free on ", StringComparison.Ordinal) ? question.Split("free on ")[1].Split('?')[0] : "";
        return ReachAsync(exchange, tools[0].GetProperty("function").GetProperty("name").GetString()!, about.Length == 0 ? "{}" : $$"""{"host":"{{about}}"}""");
    }

    /// <summary>What the last tool told; null where none was used.</summary>
    public static string? Result(JsonElement asked) => asked.GetProperty("messages").EnumerateArray()
        .Where(message => message.GetProperty("role").GetString() == "tool").Select(message => message.GetProperty("content").ToString().Split("approval.\n")[^1]).LastOrDefault();

    public static async Task ReachAsync(ModelExchange exchange, string tool, string arguments)
    {
        await exchange.EventAsync(JsonSerializer.Serialize(new
        {
            id = "1",
            @object = "chat.completion.chunk",
            created = 1,
            model = "small",
            choices = new[] { new { index = 0, delta = new { role = "assistant", tool_calls = new[] { new { index = 0, id = "t1", type = "function", function = new { name = tool, arguments } } } }, finish_reason = "tool_calls" } },
        }));
        await exchange.EventAsync("[DONE]");
    }
}
