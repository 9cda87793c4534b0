using System.Globalization;
using System.Text;

namespace HydraBot.Plans.Working;

/// <summary>What a model is told about an item.</summary>
internal static class GoalPrompt
{
    /// <summary>How often a model is asked about one item: at first, and each time people have decided.</summary>
    public const int MostTurns = 5;

    public static string Of(Plan plan, PlanItem item, IReadOnlyList<RecordedCall> calls)
    {
        var text = new StringBuilder(string.Create(CultureInfo.InvariantCulture,
            $"""
            You work through item {item.Place} of {plan.Items.Count} of a work plan of {plan.Caller.Name}, who is asleep: nobody answers questions.
            Do this item with your tools, and nothing beyond it. What waits for people is asked already; do not ask for it twice.
            Claim nothing that a tool did not show. End with one line of its own, and nothing after it:
            DONE: what was done, in a sentence
            FAILED: why it could not be done, in a sentence

            The item:
            {item.Text}
            """));
        if (calls.Count > 0)
            text.Append("\n\nFrom before, on this item, as the record has it:").AppendJoin("", calls.TakeLast(40).Select(call => $"\n- {call}"));
        return text.ToString();
    }
}

/// <summary>The arguments of <c>chat</c>.</summary>
internal sealed record GoalArguments(string Prompt, bool Fresh);
