using HydraBot.Hosting.Steps;

namespace HydraBot.Memory.Skills;

/// <summary>A skill as programs see it.</summary>
/// <param name="Id">Its memory's id.</param>
/// <param name="Name">By which it is run.</param>
/// <param name="Version">From 1; 0 for a proposal.</param>
/// <param name="Trigger">When it is the thing to do.</param>
/// <param name="Preconditions">What must hold before.</param>
/// <param name="Parameters">As <c>name</c> or <c>name=default</c>.</param>
/// <param name="Steps">Operations and their arguments.</param>
/// <param name="Scope">Who may run it.</param>
/// <param name="Doubtful">It failed three times in a row, or what it was made of is not true any more.</param>
/// <param name="Successes">Runs that came to their end.</param>
/// <param name="Failures">Runs of which a step failed.</param>
/// <param name="VerifiedAt">When it last went well, in ISO 8601.</param>
internal sealed record SkillView(
    Guid Id, string Name, int Version, string Trigger, IReadOnlyList<string> Preconditions, IReadOnlyList<string> Parameters, IReadOnlyList<string> Steps, MemoryScope Scope, bool Doubtful,
    long Successes, long Failures, string? VerifiedAt)
{
    public static SkillView Of(StoredSkill skill) => new(
        skill.Memory.Id, skill.Definition.Name, skill.Definition.Version, skill.Definition.Trigger, [.. skill.Definition.Preconditions.Select(condition => condition.Text)],
        [.. skill.Definition.Parameters.Select(parameter => $"{parameter}")], [.. skill.Definition.Steps.Select(step => $"{step}")], Privacy.Audience.ScopeOf(skill.Memory.Audience),
        skill.Memory.State == Stored.MemoryState.Suspect, skill.Successes, skill.Failures, skill.VerifiedAt is { } at ? Writing.Moments.Text(at) : null);
}

/// <summary>A skill that was saved.</summary>
internal sealed record SavedSkill(SkillView Skill, bool New);

/// <summary>Skills, and what the house proposes as one.</summary>
internal sealed record SkillList(IReadOnlyList<SkillView> Skills, IReadOnlyList<SkillView> Proposals);

/// <summary>A skill with its versions and newest runs.</summary>
internal sealed record SkillStory(SkillView Skill, IReadOnlyList<int> Versions, IReadOnlyList<SkillRunView> Runs);

/// <summary>A run.</summary>
internal sealed record SkillRunView(Guid Id, string Name, SkillRunState State, string Told, string By, DateTimeOffset BegunAt, DateTimeOffset? EndedAt, IReadOnlyList<SkillStepView> Steps)
{
    public static SkillRunView Of(SkillRun run) => new(
        run.Id, run.Name, run.State, run.Told, run.Caller.Name, run.BegunAt, run.EndedAt, [.. run.Steps.Select(step => new SkillStepView(step.Place, step.Operation, step.State, step.Told))]);
}

/// <summary>A step of a run.</summary>
internal sealed record SkillStepView(int Place, string Operation, StepState State, string Told);

/// <summary>What became of a proposal.</summary>
internal sealed record AnsweredProposal(Guid Proposal, bool Accepted, SkillView? Skill);
