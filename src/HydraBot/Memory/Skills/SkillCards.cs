using System.Globalization;
using HydraBot.Governance.Operations;
using HydraBot.Hosting.Steps;

namespace HydraBot.Memory.Skills;

/// <summary>Skills and their runs on a phone.</summary>
internal static class SkillCards
{
    public static Card Skill(SkillView skill, string title) => new()
    {
        Title = title,
        Severity = skill.Doubtful ? CardSeverity.Warning : CardSeverity.Neutral,
        Text = $"{skill.Trigger}\n{string.Join('\n', skill.Preconditions.Select(condition => $"Before: {condition}").Concat(skill.Steps.Select((step, place) => $"{place + 1}. `{step}`")))}",
        Fields =
        [
            new CardField("Version", skill.Version == 0 ? "proposed" : $"{skill.Version}", Inline: true),
            new CardField("Went well", string.Create(CultureInfo.InvariantCulture, $"{skill.Successes} of {skill.Successes + skill.Failures}"), Inline: true),
            .. skill.Parameters.Count == 0 ? Array.Empty<CardField>() : [new CardField("Takes", string.Join(", ", skill.Parameters), Inline: true)],
            .. skill.Doubtful ? [new CardField("Doubtful", "It failed three times in a row, or what it was made of is not true any more.")] : Array.Empty<CardField>(),
        ],
        Footer = $"{skill.Id}",
    };

    public static Card Run(SkillRun run)
    {
        var title = $"{run.Name}: {Words(run.State)}";
        return new Card
        {
            Title = title,
            Severity = run.State switch
            {
                SkillRunState.Done => CardSeverity.Good,
                SkillRunState.Failed or SkillRunState.CutOff => CardSeverity.Bad,
                SkillRunState.Waiting or SkillRunState.Running => CardSeverity.Waiting,
                _ => CardSeverity.Warning,
            },
            Text = string.Join('\n', run.Steps.Select(step => $"{Mark(step)} {step.Place}. {step.Operation}{(step.Told.Length > 0 ? $": {step.Told}" : "")}")),
            Footer = run.Told,
            Spoken = $"{title}.",
        };
    }

    private static string Words(SkillRunState state) => state switch
    {
        SkillRunState.Running => "at work",
        SkillRunState.Waiting => "waits for people, and goes on when they have decided",
        SkillRunState.Done => "done",
        SkillRunState.Failed => "failed",
        SkillRunState.Refused => "refused",
        SkillRunState.Stopped => "stopped",
        _ => "cut off, look at it",
    };

    private static string Mark(SkillRunStep step) => step.State switch
    {
        StepState.Open => "◻️",
        StepState.Waiting => "⏳",
        StepState.Done => "✅",
        StepState.Failed => "❌",
        StepState.Refused => "⛔",
        _ => "✂️",
    };
}
