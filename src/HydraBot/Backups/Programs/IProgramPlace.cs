using HydraBot.Governance;

namespace HydraBot.Backups.Programs;

/// <summary>Where a database's own programs run: on this machine, or in the container that the database is in.</summary>
internal interface IProgramPlace
{
    /// <summary>Runs a program to its end.</summary>
    /// <param name="clearance">That it may.</param>
    /// <param name="command">The program and its arguments; no secrets, since every process sees them.</param>
    /// <param name="environment">What it finds in its environment: there secrets may be.</param>
    /// <param name="input">What it reads; closed at its end. Null for nothing.</param>
    /// <param name="output">What it writes goes there.</param>
    /// <param name="cancellationToken">Ends it.</param>
    Task<ProgramEnd> RunAsync(
        Clearance clearance, IReadOnlyList<string> command, IReadOnlyDictionary<string, string> environment, Stream? input, Stream output, CancellationToken cancellationToken);
}

/// <summary>How a program ended.</summary>
/// <param name="Code">Zero where all went well.</param>
/// <param name="Errors">What it wrote of errors.</param>
internal sealed record ProgramEnd(long Code, string Errors);
