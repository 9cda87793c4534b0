namespace HydraBot.Hosting.Steps;

/// <summary>What became of one operation that the house asks for on somebody's behalf.</summary>
internal enum StepState
{
    /// <summary>Nothing of it ran; it may be asked for again.</summary>
    Open = 0,

    /// <summary>People decide about it, or it runs since they have.</summary>
    Waiting = 1,

    /// <summary>The record shows that it was done.</summary>
    Done = 2,

    /// <summary>It was tried and did not go well.</summary>
    Failed = 3,

    /// <summary>The law or a person said no.</summary>
    Refused = 4,

    /// <summary>It was cut off in the middle, and what it did is not known; a person looks at it.</summary>
    CutOff = 5,
}

/// <summary>What became of a step.</summary>
/// <param name="State">How it stands.</param>
/// <param name="Told">In a sentence.</param>
/// <param name="Steps">Operations that it has cost: one, or none where the road was never entered.</param>
internal sealed record StepEnd(StepState State, string Told, int Steps = 0)
{
    /// <summary>True when nothing may run any more, whatever the step: the emergency stop is pulled.</summary>
    public bool Halted { get; init; }
}
