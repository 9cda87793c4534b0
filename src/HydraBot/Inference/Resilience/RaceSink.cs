using HydraBot.Inference.Pipeline;

namespace HydraBot.Inference.Resilience;

/// <summary>Two backends are asked the same; who begins first has the caller's ear, and the other is told to stop.</summary>
internal sealed class Race(IAnswerSink sink)
{
    private object? _winner;

    public IAnswerSink Sink => sink;

    public bool TryWin(object racer) => Interlocked.CompareExchange(ref _winner, racer, null) is null;

    public bool IsWonBy(object racer) => ReferenceEquals(Volatile.Read(ref _winner), racer);

    public bool IsWon => Volatile.Read(ref _winner) is not null;
}

/// <summary>One racer's way to the caller; whoever begins stops its rival, which would only go on for nothing.</summary>
internal sealed class RaceSink(Race race, CancellationTokenSource rival) : IAnswerSink
{
    public bool Begun => race.IsWonBy(this);

    public void Begin(AnswerHead head)
    {
        if (!race.TryWin(this))
            throw new UnwantedException("Another backend was faster.");
        rival.Cancel();
        race.Sink.Begin(head);
    }

    public ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken) => race.Sink.WriteAsync(bytes, cancellationToken);
}
