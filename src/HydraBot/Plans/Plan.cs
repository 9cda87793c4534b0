using HydraBot.Governance.Operations;

namespace HydraBot.Plans;

/// <summary>How a plan stands. The numbers are stored: append only.</summary>
internal enum PlanState
{
    /// <summary>It is worked on, or waits for people; one at a time.</summary>
    Running = 0,

    /// <summary>Nothing is left to do.</summary>
    Finished = 1,

    /// <summary>Somebody ended it, or the emergency stop did.</summary>
    Stopped = 2,

    /// <summary>Its stop time came.</summary>
    TimeUp = 3,

    /// <summary>Its steps or tokens are used up.</summary>
    BudgetUp = 4,
}

/// <summary>How an item stands. The numbers are stored: append only.</summary>
internal enum PlanItemState
{
    /// <summary>To do.</summary>
    Open = 0,

    /// <summary>Noted before anything of it ran.</summary>
    Begun = 1,

    /// <summary>People decide about it; the others go on.</summary>
    Waiting = 2,

    /// <summary>The record shows that it was done.</summary>
    Done = 3,

    /// <summary>It was tried and did not go well.</summary>
    Failed = 4,

    /// <summary>The law or a person said no.</summary>
    Refused = 5,

    /// <summary>It was cut off in the middle, and what it did is not known; a person looks at it.</summary>
    CutOff = 6,

    /// <summary>The plan ended before it began.</summary>
    NotReached = 7,

    /// <summary>A model left it unclear, or claims what the record does not show; a person looks at it.</summary>
    Unsure = 8,
}

/// <summary>Whether an item's box in the file is ticked. The numbers are stored: append only.</summary>
internal enum PlanTick
{
    /// <summary>Not, or there is no file.</summary>
    Open = 0,

    /// <summary>Yes.</summary>
    Ticked = 1,

    /// <summary>It is done, and its box could not be found in the file.</summary>
    Missing = 2,
}

/// <summary>What is to be done one night, for whom, and within what.</summary>
internal sealed record Plan
{
    public required long Number { get; init; }

    public required PlanState State { get; init; }

    /// <summary>On whose behalf; never more is done than they may.</summary>
    public required Caller Caller { get; init; }

    /// <summary>The Markdown file whose boxes these are; null for goals that were typed.</summary>
    public string? File { get; init; }

    /// <summary>Nothing begins from then on.</summary>
    public required DateTimeOffset Until { get; init; }

    /// <summary>Operations that may be asked for.</summary>
    public required long MostSteps { get; init; }

    /// <summary>Tokens that models may read and write.</summary>
    public required long MostTokens { get; init; }

    public required long Steps { get; init; }

    public required long Tokens { get; init; }

    /// <summary>Why it ended, in a sentence.</summary>
    public required string Why { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    public required IReadOnlyList<PlanItem> Items { get; init; }
}

/// <summary>One thing to do.</summary>
internal sealed record PlanItem
{
    /// <summary>From 1.</summary>
    public required int Place { get; init; }

    public required string Text { get; init; }

    /// <summary>Its line in the file, from 1; 0 where there is none.</summary>
    public int Line { get; init; }

    /// <summary>The operation that it is; null for a goal that a model works on.</summary>
    public string? Operation { get; init; }

    /// <summary>That operation's arguments, a JSON object.</summary>
    public string? Arguments { get; init; }

    public PlanItemState State { get; init; }

    /// <summary>The request that it was begun with, so that the record can be asked what became of it.</summary>
    public Guid? RequestId { get; init; }

    /// <summary>How often it was begun.</summary>
    public int Turns { get; init; }

    /// <summary>Operations that it has cost.</summary>
    public long Steps { get; init; }

    /// <summary>What became of it, in a sentence.</summary>
    public string Told { get; init; } = "";

    public PlanTick Tick { get; init; }

    public DateTimeOffset? BegunAt { get; init; }

    public DateTimeOffset? EndedAt { get; init; }
}

/// <summary>What became of a turn of an item.</summary>
/// <param name="State">What it is now.</param>
/// <param name="Told">In a sentence.</param>
/// <param name="Steps">Operations that this turn has cost.</param>
/// <param name="Tokens">Tokens that this turn has cost.</param>
internal sealed record ItemEnd(PlanItemState State, string Told, long Steps = 0, long Tokens = 0)
{
    /// <summary>True when nothing may run any more, whatever the item.</summary>
    public bool Halted { get; init; }
}
