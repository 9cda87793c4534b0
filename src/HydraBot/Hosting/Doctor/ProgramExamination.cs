using HydraBot.Fleet.Host;

namespace HydraBot.Hosting.Doctor;

/// <summary>Whether a program that some rooms call is on this machine.</summary>
/// <param name="program">Its name in the folders of PATH.</param>
/// <param name="use">What is not there without it.</param>
/// <param name="remedy">How to get it.</param>
internal sealed class ProgramExamination(string program, string use, string remedy) : IExamination
{
    public string Subject => program;

    public Task<Finding> ExamineAsync(CancellationToken cancellationToken) => Task.FromResult(
        HostProgram.Find(program) is { } path ? Finding.Ok(path) : Finding.Missing($"not on this machine; without it there is no {use}", remedy));
}
