using HydraBot.ClaudeCode.Hooks;

namespace HydraBot.ClaudeCode.ChannelServer;

/// <summary>
/// The verb <c>claude-channel</c>: the channel server that Claude Code starts beside a session. Like a hook it needs nothing of the house but its address,
/// and outlives restarts of the house.
/// </summary>
internal static class ChannelVerb
{
    public const string Name = "claude-channel";

    /// <summary>Serves one session until Claude Code closes the input; 0, or 1 where the house does not want it.</summary>
    public static async Task<int> RunAsync(IReadOnlyList<string> args, Stream input, Stream output, TextWriter error, TimeProvider time, CancellationToken cancellationToken)
    {
        using var line = await HookLine.OpenAsync(args, time);
        if (line is null)
        {
            await error.WriteLineAsync($"Usage: HydraBot {Name} --url URL --key-file FILE");
            return 1;
        }

        var house = new ChannelLine(line, ChannelSession.OfThisProcess());
        await using var server = new ChannelPeer(house, input, output, time);
        if (await server.RunAsync(cancellationToken) is { } refusal)
        {
            await error.WriteLineAsync(refusal);
            return 1;
        }

        await house.EndAsync(cancellationToken);
        return 0;
    }
}

/// <summary>The session that the server stands beside.</summary>
/// <param name="Id">Claude Code's own id, so that hooks and channel mean the same session; one of the server's where Claude Code does not say.</param>
/// <param name="Folder">What it works in.</param>
internal sealed record ChannelSession(string Id, string Folder)
{
    /// <summary>As Claude Code 2.1.328 tells the programs that it starts.</summary>
    public static ChannelSession OfThisProcess() => new(
        Environment.GetEnvironmentVariable("CLAUDE_CODE_SESSION_ID") is { Length: > 0 and <= 100 } id ? id : Guid.CreateVersion7().ToString(),
        Environment.GetEnvironmentVariable("CLAUDE_PROJECT_DIR") is { Length: > 0 } folder ? folder : Environment.CurrentDirectory);
}
