using HydraBot.Doors.Mcp.Stdio;

namespace HydraBot.Doors.Mcp.Verbs;

/// <summary><c>HydraBot mcp</c>: the tools for a client that starts programs. Where the house runs, it is a pipe to it; where it does not, it is the house.</summary>
internal sealed class StdioVerb(McpAddress address, IHost house)
{
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        // The pipe is the protocol's alone: whatever else is said goes to the other one.
        await using var output = Console.OpenStandardOutput();
        Console.SetOut(Console.Error);
        var listener = await address.ListenerAsync(cancellationToken);
        if (listener == Listener.Stranger)
        {
            await Console.Error.WriteLineAsync($"Something else than the HydraBot of this storage folder listens at {address.Url}; no key was sent to it. Set Api:Url and Storage:Path to those of the HydraBot that runs.");
            return 1;
        }

        if (listener == Listener.Nobody)
            await house.StartAsync(cancellationToken);
        try
        {
            using var http = address.Client();
            await using var input = Console.OpenStandardInput();
            using var relay = new StdioRelay(http, address.Url, output);
            await relay.RunAsync(input, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The client ended us.
        }
        finally
        {
            if (listener == Listener.Nobody)
                await house.StopAsync(CancellationToken.None);
        }

        return 0;
    }
}
