using System.Diagnostics;
using System.Text;
using HydraBot.Governance.Operations;
using Microsoft.Extensions.Options;

namespace HydraBot.Repository.Git;

/// <summary>
/// Runs the git program in the configured working copy. It, and not a library: SSH agents, credential helpers, signing and proxies of the owner work as
/// they do in a shell, and what a library does with a repository's data would be another thing to trust.
/// </summary>
/// <remarks>Nobody outside of this folder builds a command line: <see cref="GitReading"/> and <see cref="GitWriting"/> hold every call there is.</remarks>
internal sealed class GitProgram(IOptions<RepositoryOptions> options, TimeProvider time)
{
    /// <summary>Of what git writes; more is cut, with a note.</summary>
    public const int MostOutput = 4 * 1024 * 1024;

    // A repository's own settings must not name programs that run here: its hooks only where they are allowed, no monitors, pagers, editors or prompts.
    private static readonly string[] Quiet =
        ["--no-pager", "--no-optional-locks", "-c", "core.fsmonitor=false", "-c", "core.quotePath=false", "-c", "core.pager=cat", "-c", "protocol.ext.allow=never", "-c", "gc.auto=0"];

    /// <summary>The working copy's top folder.</summary>
    /// <exception cref="OperationException">None is configured, or it is none.</exception>
    public string Folder => options.Value.Path is { Length: > 0 } path
        ? Directory.Exists(path) ? path : throw new OperationException($"Repository:Path names {path}, which is no folder.")
        : throw new OperationException("No repository is set. Name its working copy in the setting Repository:Path, such as /srv/homelab.");

    /// <summary>Runs git and returns what it wrote.</summary>
    /// <exception cref="OperationException">It said no; with its own words.</exception>
    public async Task<string> RunAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken, string? input = null)
    {
        var (code, output, error) = await TryAsync(arguments, cancellationToken, input);
        return code == 0 ? output : throw new OperationException($"git {arguments[0]} says: {Said(error.Length > 0 ? error : output)}");
    }

    /// <summary>The same, where a no is an answer too.</summary>
    public async Task<(int Code, string Output, string Error)> TryAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken, string? input = null)
    {
        using var git = Start(arguments, Folder);
        using var limit = new CancellationTokenSource(options.Value.TimeLimit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            var output = ReadAsync(git.StandardOutput, either.Token);
            var error = ReadAsync(git.StandardError, either.Token);
            await git.StandardInput.WriteAsync((input ?? "").AsMemory(), either.Token);
            git.StandardInput.Close();
            await git.WaitForExitAsync(either.Token);
            return (git.ExitCode, await output, await error);
        }
        catch (OperationCanceledException)
        {
            git.Kill(entireProcessTree: true);
            cancellationToken.ThrowIfCancellationRequested();
            throw new OperationException($"git {arguments[0]} did not end within {options.Value.TimeLimit}.");
        }
    }

    private Process Start(IReadOnlyList<string> arguments, string folder)
    {
        var start = new ProcessStartInfo("git")
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        foreach (var argument in Quiet.Concat(options.Value.Hooks ? [] : ["-c", "core.hooksPath=/dev/null"]).Concat(arguments))
            start.ArgumentList.Add(argument);
        // Nothing of the house's own environment that steers git, and nobody to ask.
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("GIT_", StringComparison.Ordinal) && name is not "GIT_SSH_COMMAND" and not "GIT_SSL_CAINFO").ToList())
            start.Environment.Remove(name);
        var (author, email) = (options.Value.AuthorName, options.Value.AuthorEmail);
        foreach (var (name, value) in new[]
                 {
                     ("GIT_TERMINAL_PROMPT", "0"), ("GIT_EDITOR", "false"), ("GIT_ASKPASS", "false"), ("LC_ALL", "C.UTF-8"),
                     ("GIT_AUTHOR_NAME", author), ("GIT_AUTHOR_EMAIL", email), ("GIT_COMMITTER_NAME", author), ("GIT_COMMITTER_EMAIL", email),
                 })
            start.Environment[name] = value;
        try
        {
            return Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception missing)
        {
            throw new OperationException("The program git is not here: apt-get install git.", missing);
        }
    }

    private static async Task<string> ReadAsync(StreamReader reader, CancellationToken cancellationToken)
    {
        var text = new StringBuilder();
        var buffer = new char[16 * 1024];
        for (int read; (read = await reader.ReadAsync(buffer, cancellationToken)) > 0;)
            text.Append(buffer, 0, Math.Min(read, Math.Max(0, MostOutput - text.Length)));
        return text.ToString();
    }

    private static string Said(string text) => text.Trim() is { Length: > 600 } all ? $"{all[..600]}…" : text.Trim();
}
