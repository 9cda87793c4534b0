using System.Diagnostics;
using HydraBot.Testing;
using Xunit;

namespace HydraBot.IntegrationTests.Packaging;

/// <summary>Docker's own program, as people use it.</summary>
internal static class DockerProgram
{
    private const string Path = "/usr/bin/docker";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static void Require() => Parts.Require(File.Exists(Path), "There is no /usr/bin/docker (apt-get install docker.io).");

    /// <summary>Runs it to a good end.</summary>
    /// <returns>What it printed.</returns>
    public static async Task<string> RunAsync(string[] arguments)
    {
        var (code, said) = await TryAsync(arguments);
        Assert.True(code == 0, $"docker {string.Join(' ', arguments)} ended with {code}:\n{said}");
        return said.Trim();
    }

    /// <summary>Runs it to whatever end.</summary>
    public static async Task<(int Code, string Said)> TryAsync(string[] arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo(Path, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        try
        {
            var (output, error) = (process.StandardOutput.ReadToEndAsync(Token), process.StandardError.ReadToEndAsync(Token));
            await process.WaitForExitAsync(Token);
            return process.ExitCode == 0 ? (0, await output) : (process.ExitCode, await output + await error);
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }
}
