using System.Diagnostics;
using HydraBot.Governance.Operations;

namespace HydraBot.Improvement.Code;

/// <summary>A git repository, by the git program. No hook, no prompt, no network, no configuration but the repository's own.</summary>
internal sealed class GitRepository(string folder)
{
    private const int MostOutput = 4_000;

    /// <summary>The one that patches are made on.</summary>
    /// <exception cref="OperationException">None is set.</exception>
    public static GitRepository Of(CodeOptions options) => options.Repository is { Length: > 0 } folder
        ? new GitRepository(Path.GetFullPath(folder))
        : throw new OperationException("Improvement:Code:Repository is not set: patches of the code are not taken here.");

    /// <summary>What git writes.</summary>
    /// <exception cref="OperationException">Git says no; the sentence holds its words.</exception>
    public async Task<string> RunAsync(CancellationToken cancellationToken, params IReadOnlyList<string> arguments)
    {
        var (code, output, error) = await TryAsync(cancellationToken, arguments);
        return code == 0 ? output.TrimEnd('\n') : throw new OperationException($"git {arguments[0]} says no: {Short(error.Length > 0 ? error : output)}");
    }

    /// <summary>The same without an opinion on how it ends.</summary>
    public async Task<(int Code, string Output, string Error)> TryAsync(CancellationToken cancellationToken, params IReadOnlyList<string> arguments)
    {
        using var process = Start(arguments);
        var (output, error) = (process.StandardOutput.ReadToEndAsync(cancellationToken), process.StandardError.ReadToEndAsync(cancellationToken));
        await EndAsync(process, cancellationToken);
        return (process.ExitCode, await output, await error);
    }

    /// <summary>Writes what git writes into a stream.</summary>
    public async Task CopyAsync(Stream target, CancellationToken cancellationToken, params IReadOnlyList<string> arguments)
    {
        using var process = Start(arguments);
        var error = process.StandardError.ReadToEndAsync(cancellationToken);
        await process.StandardOutput.BaseStream.CopyToAsync(target, cancellationToken);
        await EndAsync(process, cancellationToken);
        if (process.ExitCode != 0)
            throw new OperationException($"git {arguments[0]} says no: {Short(await error)}");
    }

    private static string Short(string text) => text.Trim() is { Length: > MostOutput } much ? $"{much[..MostOutput]}…" : text.Trim();

    private static async Task EndAsync(Process process, CancellationToken cancellationToken)
    {
        try
        {
            await process.WaitForExitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    private Process Start(IReadOnlyList<string> arguments)
    {
        string[] guards = ["-c", "core.hooksPath=/dev/null", "-c", "core.fsmonitor=false", "-c", "core.autocrlf=false", "-c", "protocol.allow=never", "-c", "commit.gpgSign=false", "-c", "user.name=HydraBot", "-c", "user.email=hydrabot@localhost"];
        var start = new ProcessStartInfo("git", [.. guards, .. arguments]) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["GIT_CONFIG_NOSYSTEM"] = "1";
        start.Environment["GIT_CONFIG_GLOBAL"] = "/dev/null";
        start.Environment["GIT_TERMINAL_PROMPT"] = "0";
        foreach (var name in start.Environment.Keys.Where(name => name is "GIT_DIR" or "GIT_WORK_TREE" or "GIT_INDEX_FILE").ToArray())
            start.Environment.Remove(name);
        try
        {
            return Process.Start(start)!;
        }
        catch (Exception exception) when (exception is System.ComponentModel.Win32Exception or DirectoryNotFoundException)
        {
            throw new OperationException($"The git program cannot be run in {folder}: {exception.Message}", exception);
        }
    }
}
