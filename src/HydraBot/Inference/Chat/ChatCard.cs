using System.Globalization;
using HydraBot.Governance.Operations;

namespace HydraBot.Inference.Chat;

/// <summary>An answer as people see it.</summary>
internal static class ChatCard
{
    public static Card Draw(ChatAnswer answer) => new()
    {
        Title = "Answer",
        Severity = answer.Complete ? CardSeverity.Neutral : CardSeverity.Warning,
        Text = answer.Complete ? answer.Text : $"{answer.Text}\n\n{(answer.Trouble == ModelStream.Stopped ? "⏹️ Stopped." : $"⚠️ The answer broke off: {answer.Trouble}.")}",
        Footer = Footer(answer),
        Spoken = answer.Text,
        Plain = true,
        Actions =
        [
            new CardAction("🔁 Regenerate", "chat.again", $$"""{"answer":"{{answer.Id}}"}"""),
            new CardAction("👍", "chat.rate", $$"""{"answer":"{{answer.Id}}","good":true}"""),
            new CardAction("👎", "chat.rate", $$"""{"answer":"{{answer.Id}}","good":false}"""),
        ],
    };

    private static string Footer(ChatAnswer answer)
    {
        string[] parts =
        [
            answer.Endpoint.Length == 0 ? "" : $"{answer.Endpoint}/{answer.Model}",
            answer.Cache is "exact" or "similar" ? "from the cache" : string.Create(CultureInfo.InvariantCulture, $"{answer.InputTokens} + {answer.OutputTokens} tokens"),
            answer.Cost > 0 ? string.Create(CultureInfo.InvariantCulture, $"${answer.Cost:0.####}") : "",
            string.Create(CultureInfo.InvariantCulture, $"{answer.DurationMs / 1000.0:0.0} s"),
        ];
        return string.Join(" · ", parts.Where(part => part.Length > 0));
    }
}
