namespace HydraBot.Storage;

/// <summary>A piece of work that waits for its turn to be committed, alone or together with others.</summary>
internal abstract class PendingWrite(Durability durability, CancellationToken cancellationToken)
{
    private int _taken;

    public Durability Durability => durability;

    public CancellationToken Cancelled => cancellationToken;

    public abstract bool IsDone { get; }

    /// <summary>Whoever succeeds decides about it: the one who commits it, or its owner who no longer wants it.</summary>
    public bool TryTake() => Interlocked.Exchange(ref _taken, 1) == 0;

    public abstract ValueTask RunAsync(SqlSession session);

    /// <summary>Tells its owner the result; only what is committed is told.</summary>
    public abstract void Committed();

    public abstract void Failed(Exception exception);
}

/// <inheritdoc />
internal sealed class PendingWrite<T>(Durability durability, Func<SqlSession, ValueTask<T>> work, CancellationToken cancellationToken)
    : PendingWrite(durability, cancellationToken)
{
    private readonly TaskCompletionSource<T> _end = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T _result = default!;

    public override bool IsDone => _end.Task.IsCompleted;

    public Task<T> End => _end.Task;

    public override async ValueTask RunAsync(SqlSession session) => _result = await work(session);

    public override void Committed() => _end.TrySetResult(_result);

    public override void Failed(Exception exception)
    {
        if (exception is OperationCanceledException && Cancelled.IsCancellationRequested)
            _end.TrySetCanceled(Cancelled);
        else
            _end.TrySetException(exception);
    }
}
