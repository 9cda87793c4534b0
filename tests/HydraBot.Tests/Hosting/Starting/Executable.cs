using System.Diagnostics;
using Xunit;

namespace HydraBot.Tests.Hosting.Starting;

/// <summary>The built executable, run to its end.</summary>
internal static class Executable
{
    /// <summary>Runs it and returns what it said. Once it is ready, <paramref name="ready"/> is given that line, and afterwards SIGTERM ends it.</summary>
    /// <remarks>What is in <paramref name="input"/> is typed at once, and nothing after it.</remarks>
    public static async Task<Ended> RunAsync(
        string workingDirectory, string[] args, Func<string, Task>? ready = null, (string Name, string Value)[]? environment = null, string? input = null)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "HydraBot.dll"), .. args])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = input is not null,
            WorkingDirectory = workingDirectory,
        };
        foreach (var (name, value) in environment ?? [])
            start.Environment[name] = value;

        using var process = Process.Start(start)!;
        try
        {
            if (input is not null)
            {
                await process.StandardInput.WriteAsync(input);
                process.StandardInput.Close();
            }

            var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            var output = new List<string>();
            while (await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
            {
                output.Add(line);
                if (ready is not null && line.StartsWith("HydraBot is ready", StringComparison.Ordinal))
                {
                    await ready(line);
                    Process.Start("kill", ["-TERM", $"{process.Id}"]).Dispose();
                }
            }

            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            return new Ended(process.ExitCode, output, [.. (await errors).Split('\n', StringSplitOptions.RemoveEmptyEntries)]);
        }
        finally
        {
            if (!process.HasExited)
                process.Kill();
        }
    }
}

/// <summary>How it ended and what it said.</summary>
internal sealed record Ended(int ExitCode, IReadOnlyList<string> Output, IReadOnlyList<string> Errors);
