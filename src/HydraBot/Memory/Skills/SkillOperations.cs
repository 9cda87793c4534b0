using System.ComponentModel.DataAnnotations;
using HydraBot.Governance;
using HydraBot.Governance.Operations;
using HydraBot.Memory.Operations;
using HydraBot.Memory.Privacy;
using HydraBot.Memory.Stored;
using HydraBot.Memory.Tiers;
using Description = System.ComponentModel.DescriptionAttribute;

namespace HydraBot.Memory.Skills;

/// <summary>Learned workflows: saved, listed, shown, run, forgotten, and those that the house proposes.</summary>
internal sealed class SkillOperations(SkillStore store, SkillWriter writer, SkillRuns runs, SkillCheck check, SkillRunner runner, Memories memories, Forgetting forgetting)
{
    [Operation("skill.save", Effect = OperationEffect.Change, Private = true)]
    [Description("Saves how something is done as a skill: operations that are run in order")]
    public async Task<OperationResult<SavedSkill>> SaveAsync(
        [Description("Its name, such as restart-media; a name that is known gets a new version"), MaxLength(60)] string name,
        [Description("When it is the thing to do, in words"), MinLength(1), MaxLength(1000), Withheld] string trigger,
        [Description("Operations with arguments, one after the other: container.restart {\"container\": \"{container}\"}"), MinLength(1), MaxLength(20_000), Withheld] string steps,
        Clearance clearance,
        [Description("What must hold before, one a line: words, or service.check {\"service\": \"nas\"} -> up = true"), MaxLength(5000), Withheld] string? preconditions = null,
        [Description("What is filled in at each run: container, or container=jellyfin where it may be left out")] IReadOnlyList<string>? parameters = null,
        [Description("Who may run it")] MemoryScope scope = MemoryScope.Private,
        CancellationToken cancellationToken = default)
    {
        var (skill, isNew) = await writer.SaveAsync(clearance, check.Read(new SkillText(name, trigger, steps, preconditions, parameters ?? [])), scope, cancellationToken);
        var view = SkillView.Of(skill);
        return OperationResult.Of(new SavedSkill(view, isNew), SkillCards.Skill(view, isNew ? $"Learned {name}" : $"I knew {name} already"));
    }

    [Operation("skill.list", Private = true)]
    [Description("Lists the skills that you may run, and what is proposed to you as one")]
    public async Task<OperationResult<SkillList>> ListAsync(Clearance clearance, CancellationToken cancellationToken)
    {
        var skills = (await store.ListAsync(clearance.Caller, SkillStore.Kind, cancellationToken)).Select(SkillView.Of).ToArray();
        var proposals = (await store.ListAsync(clearance.Caller, SkillStore.Proposal, cancellationToken)).Select(SkillView.Of).ToArray();
        return OperationResult.Of(new SkillList(skills, proposals), new Card
        {
            Title = skills.Length switch { 0 => "No skills yet", 1 => "1 skill", var many => $"{many} skills" },
            Text = string.Join('\n',
            [
                .. skills.Select(skill => $"**{skill.Name}** v{skill.Version}{(skill.Doubtful ? " ⚠️ doubtful" : "")}: {SearchOperations.Short(skill.Trigger)}"),
                .. proposals.Select(skill => $"💡 proposed: {SearchOperations.Short(skill.Trigger)} `/skill accept {skill.Id}`"),
            ]),
        });
    }

    [Operation("skill.show", Private = true)]
    [Description("Shows a skill: its steps, how often it went well, its versions and newest runs")]
    public async Task<OperationResult<SkillStory>> ShowAsync([Description("Its name"), Suggest<SkillNames>] string name, Clearance clearance, CancellationToken cancellationToken)
    {
        var skill = await store.FindAsync(clearance.Caller, name, cancellationToken);
        var versions = await store.VersionsAsync(skill.Memory.Audience, name, cancellationToken);
        // Who else ran it, and with what, is theirs.
        var own = (await runs.LastAsync(name, [.. versions.Select(version => version.Memory.Id)], cancellationToken))
            .Where(run => Audience.Author(run.Caller) == Audience.Author(clearance.Caller) || clearance.Caller.Access == AccessLevel.Owner);
        var story = new SkillStory(SkillView.Of(skill), [.. versions.Select(version => version.Definition.Version)], [.. own.Select(SkillRunView.Of)]);
        return OperationResult.Of(story, SkillCards.Skill(story.Skill, name));
    }

    [Operation("skill.run", Effect = OperationEffect.Change, Private = true, TimeLimitSeconds = 3600)]
    [Description("Runs a skill step by step; each step is judged by itself, and one that needs an approval is waited for")]
    public async Task<OperationResult<SkillRunView>> RunAsync(
        [Description("Its name"), Suggest<SkillNames>] string name,
        Clearance clearance,
        IProgress<OperationProgress> progress,
        [Description("What is filled in, each as name=value"), Withheld] IReadOnlyList<string>? values = null,
        CancellationToken cancellationToken = default)
    {
        var skill = await store.FindAsync(clearance.Caller, name, cancellationToken);
        var run = await runner.RunAsync(clearance, skill, Values(values ?? []), progress, cancellationToken);
        return run.State is SkillRunState.Done or SkillRunState.Waiting or SkillRunState.Running
            ? OperationResult.Of(SkillRunView.Of(run), SkillCards.Run(run))
            : throw new OperationException($"{name} ended at step {run.Steps.FirstOrDefault(step => step.State != Hosting.Steps.StepState.Done)?.Place} of {run.Steps.Count}: {run.Told}");
    }

    [Operation("skill.accept", Effect = OperationEffect.Change, Private = true)]
    [Description("Answers a proposal: saves it as a skill of yours, or lets it rest")]
    public async Task<OperationResult<AnsweredProposal>> AcceptAsync(
        [Description("The proposal's id")] Guid proposal,
        Clearance clearance,
        [Description("Its name, where another is better"), MaxLength(60)] string? name = null,
        [Description("No lets it rest for good")] bool accept = true,
        CancellationToken cancellationToken = default)
    {
        if (await store.OfAsync(proposal, cancellationToken) is not { } found || found.Memory.Kind != SkillStore.Proposal || found.Memory.Author != Audience.Author(clearance.Caller) || found.Memory.State is MemoryState.Archived or MemoryState.Superseded)
            throw OperationException.WrongArgument($"There is no proposal {proposal} for you that is not answered yet; skill.list tells which there are.");
        var definition = found.Definition with { Name = name ?? found.Definition.Name };
        if (accept)
            SkillCheck.CheckName(definition.Name);
        var saved = accept ? SkillView.Of((await writer.SaveAsync(clearance, definition, MemoryScope.Private, cancellationToken)).Skill) : null;
        // It stays, archived, so that the same is never proposed again.
        await memories.ChangeAsync<int>(async session => (await MemoryStore.SetStateAsync(session, proposal, MemoryState.Archived), [proposal]), CancellationToken.None);
        return OperationResult.Of(
            new AnsweredProposal(proposal, accept, saved), saved is null ? new Card { Title = "It is not proposed again" } : SkillCards.Skill(saved, $"Learned {saved.Name}"));
    }

    [Operation(
        "skill.forget",
        Effect = OperationEffect.Destroy,
        Rollback = Forgetting.Rollback,
        Private = true,
        TimeLimitSeconds = 300)]
    [Description("Forgets a skill of yours for good, with all its versions and runs")]
    public async Task<OperationResult<ForgottenAnswer>> ForgetAsync([Description("Its name"), Suggest<SkillNames>] string name, Clearance clearance, CancellationToken cancellationToken)
    {
        var skill = await store.FindAsync(clearance.Caller, name, cancellationToken);
        var versions = await store.VersionsAsync(skill.Memory.Audience, name, cancellationToken);
        var answer = await forgetting.ForgetAsync(clearance, [.. versions.Select(version => version.Memory)], _ => ValueTask.FromResult(0), cancellationToken);
        return ForgetOperation.Told(answer, $"{name} is forgotten");
    }

    private static Dictionary<string, string> Values(IReadOnlyList<string> values)
    {
        var read = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var text in values)
        {
            var at = text.IndexOf('=', StringComparison.Ordinal);
            if (at < 1 || !read.TryAdd(text[..at].Trim(), text[(at + 1)..].Trim()))
                throw OperationException.WrongArgument($"'{(text.Length > 40 ? text[..40] : text)}' is no value, or is given twice; written is name=value.");
        }

        return read;
    }
}
