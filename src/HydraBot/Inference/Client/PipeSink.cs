using System.IO.Pipelines;
using HydraBot.Inference.Pipeline;

namespace HydraBot.Inference.Client;

/// <summary>Passes an answer on to a reader in the same process, no faster than it reads.</summary>
internal sealed class PipeSink : IAnswerSink
{
    private readonly Pipe _pipe = new();
    private readonly TaskCompletionSource<AnswerHead> _head = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public bool Begun { get; private set; }

    /// <summary>What comes; fails with what ended the call before anything did.</summary>
    public Task<AnswerHead> Head => _head.Task;

    public Stream Body { get => field ??= _pipe.Reader.AsStream(); }

    public void Begin(AnswerHead head)
    {
        Begun = true;
        _head.TrySetResult(head);
    }

    public async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        var flushed = await _pipe.Writer.WriteAsync(bytes, cancellationToken);
        if (flushed.IsCompleted || flushed.IsCanceled)
            throw new UnwantedException("The reader went away.");
    }

    /// <summary>Nothing more comes.</summary>
    public void End(Exception? exception)
    {
        _pipe.Writer.Complete(exception);
        if (exception is OperationCanceledException)
            _head.TrySetCanceled();
        else
            _head.TrySetException(exception ?? new InvalidOperationException("A call ended without an answer or an error."));
        // A head that nobody waits for any more has failed unseen on purpose: the call's own task carries the exception.
        _ = _head.Task.Exception;
    }
}
