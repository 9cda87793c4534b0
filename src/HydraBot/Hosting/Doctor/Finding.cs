namespace HydraBot.Hosting.Doctor;

/// <summary>What an examination found.</summary>
/// <param name="State">How it is.</param>
/// <param name="Detail">One sentence.</param>
/// <param name="Remedy">How to get it, where it is not well.</param>
internal sealed record Finding(FindingState State, string Detail, string? Remedy = null)
{
    public static Finding Ok(string detail) => new(FindingState.Ok, detail);

    /// <summary>Not there; the house starts without it.</summary>
    public static Finding Missing(string detail, string remedy) => new(FindingState.Missing, detail, remedy);

    /// <summary>In the way of a start.</summary>
    public static Finding Wrong(string detail, string remedy) => new(FindingState.Wrong, detail, remedy);
}

/// <summary>How a thing is.</summary>
internal enum FindingState
{
    Ok = 0,
    Missing = 1,
    Wrong = 2,
}
