using HydraBot.Inference.Pipeline;

namespace HydraBot.Inference.Resilience;

/// <summary>The places of one endpoint: whoever has the highest priority gets the next free one, and within it who came first.</summary>
internal sealed class EndpointQueue(int places, int mostWaiting)
{
    private readonly Lock _gate = new();
    private readonly LinkedList<TaskCompletionSource>[] _waiting = [new(), new(), new()];
    private int _taken;

    /// <summary>How many wait.</summary>
    public int Waiting
    {
        get
        {
            lock (_gate)
                return _waiting.Sum(line => line.Count);
        }
    }

    /// <summary>Takes a place if one is free and nobody waits for it.</summary>
    public bool TryEnter()
    {
        if (places == 0)
            return true;
        lock (_gate)
        {
            if (_taken >= places || _waiting.Any(line => line.Count > 0))
                return false;
            _taken++;
            return true;
        }
    }

    /// <summary>Waits for a place; false when too many wait already.</summary>
    /// <exception cref="OperationCanceledException">Waited too long, or nobody wants the answer any more.</exception>
    public async ValueTask<bool> EnterAsync(CallPriority priority, CancellationToken cancellationToken)
    {
        if (TryEnter())
            return true;
        LinkedListNode<TaskCompletionSource> place;
        var line = _waiting[(int)priority];
        lock (_gate)
        {
            if (_waiting.Sum(one => one.Count) >= mostWaiting)
                return false;
            place = line.AddLast(new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
            Serve();
        }

        try
        {
            await place.Value.Task.WaitAsync(cancellationToken);
            return true;
        }
        catch (OperationCanceledException)
        {
            lock (_gate)
            {
                if (place.List is not null)
                    line.Remove(place);
                else
                    Free(); // It was given at the same moment.
            }

            throw;
        }
    }

    /// <summary>Gives the place back.</summary>
    public void Leave()
    {
        if (places == 0)
            return;
        lock (_gate)
            Free();
    }

    private void Free()
    {
        _taken--;
        Serve();
    }

    private void Serve()
    {
        foreach (var line in _waiting)
        {
            while (_taken < places && line.First is { } next)
            {
                line.RemoveFirst();
                _taken++;
                next.Value.SetResult();
            }
        }
    }
}
