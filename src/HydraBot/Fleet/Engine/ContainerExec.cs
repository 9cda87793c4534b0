using System.Text;
using Docker.DotNet;
using Docker.DotNet.Models;
using HydraBot.Governance;

namespace HydraBot.Fleet.Engine;

/// <summary>A program that is to run in a container.</summary>
/// <param name="Command">The program and its arguments.</param>
internal sealed record ExecOrder(IReadOnlyList<string> Command)
{
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>What it reads; null for nothing.</summary>
    public Stream? Input { get; init; }
}

/// <summary>Runs programs in containers that run, without a terminal. When nobody waits any more, the program and its children are ended.</summary>
internal sealed class ContainerExec(EngineHosts hosts)
{
    /// <summary>Tells the program's number first, since the engine itself offers no way to end it; each has a session, and so a process group, of its own.</summary>
    private const string Numbered = "echo $$ >&2; exec \"$@\"";

    private const int LongestNumber = 20;

    /// <returns>Its exit code.</returns>
    /// <exception cref="Governance.Operations.OperationException">It could not be run.</exception>
    public async Task<long> RunAsync(Clearance clearance, string container, ExecOrder order, Stream output, Stream errors, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(clearance);
        var engine = hosts.Of(container).Connection;
        var id = await CreateAsync(container, ["sh", "-c", Numbered, "sh", .. order.Command], order, cancellationToken);
        using var stream = await engine.AskAsync((client, limited) => client.Exec.StartContainerExecAsync(id, new ContainerExecStartParameters(), limited), cancellationToken);
        var number = new StringBuilder();
        // A read that waits on the socket does not see the token; closing the stream under it does.
        await using var end = cancellationToken.Register(stream.Dispose);
        try
        {
            var feeding = FeedAsync(stream, order.Input, cancellationToken);
            await CopyAsync(stream, output, errors, number, cancellationToken);
            await feeding;
            cancellationToken.ThrowIfCancellationRequested();
            var ended = await engine.AskAsync((client, limited) => client.Exec.InspectContainerExecAsync(id, limited), cancellationToken);
            return ended.ExitCode ?? -1;
        }
        catch (Exception exception)
        {
            await EndAsync(container, number.ToString());
            cancellationToken.ThrowIfCancellationRequested();
            if (exception is ObjectDisposedException)
                throw new OperationCanceledException("The program's output was closed.", exception);
            throw;
        }
    }

    private Task<string> CreateAsync(string container, IReadOnlyList<string> command, ExecOrder order, CancellationToken cancellationToken) => hosts.Of(container).Connection.AskAsync(
        async (client, limited) => (await client.Exec.CreateContainerExecAsync(
            EngineNames.Bare(container),
            new ContainerExecCreateParameters
            {
                Cmd = [.. command],
                Env = [.. order.Environment.Select(pair => $"{pair.Key}={pair.Value}")],
                AttachStdin = order.Input is not null,
                AttachStdout = true,
                AttachStderr = true,
            },
            limited)).ID,
        cancellationToken);

    private static async Task FeedAsync(MultiplexedStream stream, Stream? input, CancellationToken cancellationToken)
    {
        if (input is null)
            return;
        try
        {
            await stream.CopyFromAsync(input, cancellationToken);
            stream.CloseWrite();
        }
        catch (IOException)
        {
            // It has read enough and ended; its exit code says whether that is well.
        }
    }

    private static async Task CopyAsync(MultiplexedStream stream, Stream output, Stream errors, StringBuilder number, CancellationToken cancellationToken)
    {
        var buffer = new byte[64 * 1024];
        var numbered = false;
        while (await stream.ReadOutputAsync(buffer, 0, buffer.Length, cancellationToken) is { EOF: false } read)
        {
            var piece = buffer.AsMemory(0, read.Count);
            if (read.Target == MultiplexedStream.TargetStream.StandardOut)
            {
                await output.WriteAsync(piece, cancellationToken);
                continue;
            }

            if (!numbered)
            {
                var line = piece.Span.IndexOf((byte)'\n');
                number.Append(Encoding.ASCII.GetString(piece.Span[..(line < 0 ? piece.Length : line)]));
                numbered = line >= 0 || number.Length > LongestNumber;
                piece = line < 0 ? default : piece[(line + 1)..];
            }

            await errors.WriteAsync(piece, cancellationToken);
        }
    }

    /// <summary>Not cancelled: whoever gave up does not leave a program behind.</summary>
    private async Task EndAsync(string container, string number)
    {
        if (!int.TryParse(number, out var pid) || pid <= 1)
            return;
        try
        {
            var id = await CreateAsync(container, ["sh", "-c", $"kill -9 -{pid} || kill -9 {pid}"], new ExecOrder([]), CancellationToken.None);
            await hosts.Of(container).Connection.AskAsync(
                async (client, limited) =>
                {
                    using var stream = await client.Exec.StartContainerExecAsync(id, new ContainerExecStartParameters(), limited);
                    await stream.ReadOutputToEndAsync(limited);
                    return true;
                },
                CancellationToken.None);
        }
        catch (Governance.Operations.OperationException)
        {
            // The container has ended meanwhile, and the program with it.
        }
    }
}
