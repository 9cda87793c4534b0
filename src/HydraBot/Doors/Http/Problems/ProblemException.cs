namespace HydraBot.Doors.Http.Problems;

/// <summary>Ends a request with a problem, from inside the reading of its body.</summary>
internal sealed class ProblemException(Problem problem) : Exception(problem.Detail)
{
    public Problem Problem { get; } = problem;
}
