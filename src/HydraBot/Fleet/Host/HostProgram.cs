using System.Diagnostics;
using HydraBot.Governance.Operations;

namespace HydraBot.Fleet.Host;

/// <summary>Programs of the host that tell of its hardware.</summary>
internal static class HostProgram
{
    /// <summary>Its path; null where it is not installed.</summary>
    /// <param name="program">A path, or a name that is looked for in the folders of PATH.</param>
    public static string? Find(string program) => program.Contains(Path.DirectorySeparatorChar, StringComparison.Ordinal)
        ? File.Exists(program) ? program : null
        : (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => Path.Combine(folder, OperatingSystem.IsWindows() ? $"{program}.exe" : program)).FirstOrDefault(File.Exists);

    /// <summary>Runs it to its end, and no longer than somebody waits.</summary>
    /// <returns>Its exit code, and what it wrote on each of its streams.</returns>
    /// <exception cref="OperationException">It does not start.</exception>
    public static async Task<(int ExitCode, string Output, string Errors)> RunAsync(string program, IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })
            ?? throw new OperationException($"{program} does not start.");
        try
        {
            var errors = process.StandardError.ReadToEndAsync(cancellationToken);
            var text = await process.StandardOutput.ReadToEndAsync(cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
            return (process.ExitCode, text, await errors);
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }
}
