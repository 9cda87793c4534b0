using System.Diagnostics;
using System.Text;
using HydraBot.Governance;
using HydraBot.Governance.Operations;
using HydraBot.Law.Evidence;

namespace HydraBot.Backups.Programs;

/// <summary>Programs of this machine.</summary>
internal sealed class HostPrograms : IProgramPlace
{
    private const int MostErrors = 16 * 1024;

    public async Task<ProgramEnd> RunAsync(
        Clearance clearance, IReadOnlyList<string> command, IReadOnlyDictionary<string, string> environment, Stream? input, Stream output, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(clearance);
        var tool = BackupFile.Tool(command[0])
            ?? throw new OperationException($"The program {command[0]} is not here: apt-get install postgresql-client, or name the database's Container in place of a Connection.");
        var start = new ProcessStartInfo(tool, command.Skip(1)) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        // Nothing of the house's own environment that steers libpq.
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("PG", StringComparison.Ordinal)).ToList())
            start.Environment.Remove(name);
        start.Environment["LC_ALL"] = "C.UTF-8";
        foreach (var (name, value) in environment)
            start.Environment[name] = value;

        using var process = Process.Start(start)!;
        try
        {
            var feeding = FeedAsync(process.StandardInput.BaseStream, input, cancellationToken);
            var errors = ErrorsAsync(process.StandardError, cancellationToken);
            await process.StandardOutput.BaseStream.CopyToAsync(output, cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
            await feeding;
            return new ProgramEnd(process.ExitCode, await errors);
        }
        catch
        {
            // A full disk, or somebody who does not want it any more: the program is not left behind.
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
            throw;
        }
    }

    private static async Task FeedAsync(Stream target, Stream? input, CancellationToken cancellationToken)
    {
        try
        {
            await using (target)
            {
                if (input is not null)
                    await input.CopyToAsync(target, cancellationToken);
            }
        }
        catch (IOException)
        {
            // It has read enough and ended; its exit code says whether that is well.
        }
    }

    private static async Task<string> ErrorsAsync(StreamReader reader, CancellationToken cancellationToken)
    {
        var text = new StringBuilder();
        var buffer = new char[4096];
        for (int read; (read = await reader.ReadAsync(buffer, cancellationToken)) > 0;)
            text.Append(buffer, 0, Math.Min(read, Math.Max(0, MostErrors - text.Length)));
        return text.ToString();
    }
}
