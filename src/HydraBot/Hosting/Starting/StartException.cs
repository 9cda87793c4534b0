namespace HydraBot.Hosting.Starting;

/// <summary>A start that cannot go on for a reason that a person can put right: a wrong setting, a busy port, a refused token. Each problem is shown as one line.</summary>
internal sealed class StartException(IReadOnlyList<string> problems, Exception? cause = null)
    : Exception(string.Join(Environment.NewLine, problems), cause)
{
    public StartException(string problem, Exception? cause = null)
        : this([problem], cause)
    {
    }

    /// <summary>One line each, naming what was wrong and what is allowed.</summary>
    public IReadOnlyList<string> Problems { get; } = problems;
}
