using System.Text.Json;
using HydraBot.Governance.Operations;
using HydraBot.Hosting.Steps;

namespace HydraBot.Memory.Skills;

/// <summary>How a run stands. The numbers are stored: append only.</summary>
internal enum SkillRunState
{
    Running = 0,

    /// <summary>A step waits for people.</summary>
    Waiting = 1,

    Done = 2,

    /// <summary>A step did not go well.</summary>
    Failed = 3,

    /// <summary>The law or a person said no to a step.</summary>
    Refused = 4,

    /// <summary>The emergency stop, or whoever began it left.</summary>
    Stopped = 5,

    /// <summary>A step was cut off in the middle: what it did is not known.</summary>
    CutOff = 6,
}

/// <summary>One run of a skill, for one person, with no more than they may.</summary>
internal sealed record SkillRun(
    Guid Id, Guid MemoryId, string Name, Caller Caller, SkillRunState State, string Told, DateTimeOffset BegunAt, DateTimeOffset? EndedAt, IReadOnlyList<SkillRunStep> Steps)
{
    /// <summary>What runs through everything that a run asks for.</summary>
    public string Correlation => $"skill-{Id:N}";
}

/// <summary>A step of a run.</summary>
/// <param name="Place">From 1.</param>
/// <param name="Operation">Its operation.</param>
/// <param name="Arguments">With the values in them.</param>
/// <param name="State">How it stands.</param>
/// <param name="RequestId">The request that it was last begun with.</param>
/// <param name="Told">What became of it, in a sentence.</param>
internal sealed record SkillRunStep(int Place, string Operation, JsonElement Arguments, StepState State, Guid? RequestId, string Told);

/// <summary>A skill as it is stored.</summary>
/// <param name="Memory">Its memory.</param>
/// <param name="Definition">What it does.</param>
/// <param name="Successes">Runs that came to their end.</param>
/// <param name="Failures">Runs of which a step failed.</param>
/// <param name="InARow">Failures since the last success.</param>
/// <param name="VerifiedAt">When it last went well.</param>
internal sealed record StoredSkill(Stored.StoredMemory Memory, SkillDefinition Definition, long Successes, long Failures, long InARow, long? VerifiedAt);
