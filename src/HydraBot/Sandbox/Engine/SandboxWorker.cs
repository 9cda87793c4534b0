using System.Text;
using Docker.DotNet;
using HydraBot.Governance.Operations;
using HydraBot.Hosting.Engines;
using HydraBot.Sandbox.Running;

namespace HydraBot.Sandbox.Engine;

/// <summary>A started container that waits for a job on its attached standard input, and is thrown away afterwards.</summary>
internal sealed class SandboxWorker : IAsyncDisposable
{
    private static readonly byte[] Ready = "HYDRA-READY\n"u8.ToArray();

    private readonly MultiplexedStream _stream;
    private readonly SandboxEngine _engine;
    private readonly TimeProvider _time;
    private readonly byte[] _buffer = new byte[64 * 1024];
    private Task<MultiplexedStream.ReadResult>? _pending;
    private bool _ended;

    public SandboxWorker(string id, string name, WorkerOrder order, MultiplexedStream stream, SandboxEngine engine, TimeProvider time)
    {
        (Id, Name, Order, _stream, _engine, _time) = (id, name, order, stream, engine, time);
        StartedAt = time.GetUtcNow();
    }

    public string Id { get; }

    public string Name { get; }

    public WorkerOrder Order { get; }

    public DateTimeOffset StartedAt { get; }

    /// <summary>True while it waits; false when its container ended under it.</summary>
    public bool IsAlive => _pending is { IsCompleted: false };

    /// <summary>Completes when the container ends while it waits.</summary>
    public Task Ended => _pending ?? Task.CompletedTask;

    /// <summary>Waits for the worker's word, then listens for its end.</summary>
    public async Task UntilReadyAsync(CancellationToken cancellationToken)
    {
        var said = new List<byte>();
        await using var close = cancellationToken.Register(_stream.Dispose);
        while (said.Count < Ready.Length)
        {
            var read = await FirstWordAsync(cancellationToken);
            cancellationToken.ThrowIfCancellationRequested();
            if (read.EOF || read.Target != MultiplexedStream.TargetStream.StandardOut)
                throw new OperationException($"The sandbox did not start: {Words(read)}");
            said.AddRange(_buffer.AsSpan(0, read.Count));
        }

        if (!said.SequenceEqual(Ready))
            throw new OperationException($"The sandbox did not start as it should: {Encoding.UTF8.GetString([.. said])}");
        Listen();
    }

    /// <summary>A read that is cancelled ends in whatever the closed socket throws.</summary>
    private async Task<MultiplexedStream.ReadResult> FirstWordAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await ReadAsync();
        }
        catch (Exception exception) when (EngineLine.IsFailure(exception))
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw new OperationException($"The sandbox did not start: the line to its engine broke ({exception.Message}).", exception);
        }
    }

    /// <summary>Sends a job and reads until its report, its end, or the deadline.</summary>
    /// <exception cref="OperationCanceledException">Cancelled: the stream is closed, and the container is to be thrown away.</exception>
    public async Task<WorkerEnd> RunAsync(JobFrame frame, OutputCollector output, TimeSpan patience, CancellationToken cancellationToken)
    {
        // A read or a write that waits on the socket does not see a token; closing the stream under it does.
        using var limit = new CancellationTokenSource(patience, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        await using var close = either.Token.Register(_stream.Dispose);
        try
        {
            await _stream.WriteAsync(frame.Bytes, 0, frame.Bytes.Length, either.Token);
            while (!output.IsComplete)
            {
                var read = await (_pending ?? ReadAsync());
                _pending = null;
                if (read.EOF)
                    break;
                output.Add(read.Target == MultiplexedStream.TargetStream.StandardError, _buffer.AsSpan(0, read.Count));
                if (output.IsFlooded)
                    return WorkerEnd.Flooded;
            }
        }
        catch (Exception exception) when (EngineLine.IsFailure(exception))
        {
            if (!either.IsCancellationRequested)
                return WorkerEnd.Lost;
        }

        cancellationToken.ThrowIfCancellationRequested();
        if (output.IsComplete)
            return WorkerEnd.Reported;
        return limit.IsCancellationRequested ? WorkerEnd.Late : WorkerEnd.Lost;
    }

    /// <summary>Listens for its end between the jobs of a session.</summary>
    public void Listen() => _pending = ReadAsync();

    /// <summary>Lets a worker go that has nothing more to do: its own end takes the container away.</summary>
    public async ValueTask ReleaseAsync()
    {
        _ended = true;
        await CloseAsync();
        _engine.LetGo(Name);
    }

    /// <summary>Kills what still runs and takes the container away.</summary>
    public async ValueTask DisposeAsync()
    {
        // An engine does not kill while somebody is attached who does not read.
        await CloseAsync();
        if (_ended)
            return;
        _ended = true;
        try
        {
            await _engine.RemoveAsync(Id);
        }
        finally
        {
            _engine.LetGo(Name);
        }
    }

    private async ValueTask CloseAsync()
    {
        _stream.Dispose();
        try
        {
            if (_pending is { } waiting)
                await waiting;
        }
        catch (Exception exception) when (EngineLine.IsFailure(exception))
        {
            // The read was waiting for this end.
        }

        _pending = null;
    }

    private Task<MultiplexedStream.ReadResult> ReadAsync() => _stream.ReadOutputAsync(_buffer, 0, _buffer.Length, CancellationToken.None);

    private string Words(MultiplexedStream.ReadResult read) =>
        read.Count == 0 ? "its worker ended at once; run `HydraBot sandbox build-image`" : Encoding.UTF8.GetString(_buffer, 0, Math.Min(read.Count, 300)).Trim();
}

/// <summary>How a job ended, as the house saw it.</summary>
internal enum WorkerEnd
{
    /// <summary>The worker reported.</summary>
    Reported = 0,

    /// <summary>It did not in time.</summary>
    Late = 1,

    /// <summary>The program wrote more than anybody would read.</summary>
    Flooded = 2,

    /// <summary>The container ended without a report.</summary>
    Lost = 3,
}
