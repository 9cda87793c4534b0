namespace HydraBot.Hosting.Tuning;

/// <summary>Holds the snapshot in force and swaps it whole: no reader ever sees half of a change.</summary>
internal sealed class Tuning(TuningCatalog catalog) : ITuning
{
    private TuningSnapshot _current = new(0, catalog, new Dictionary<string, TuningValue>());
    private ITrafficSplit? _split;

    public TuningSnapshot Current => Volatile.Read(ref _current);

    /// <summary>The experiment that runs on requests, if one does.</summary>
    public ITrafficSplit? Split => Volatile.Read(ref _split);

    public TuningSnapshot For(string unit) => Split?.VariantOf(unit) ?? Current;

    public void Observe(string unit, string metric, double value) => Split?.Observe(unit, metric, value);

    /// <summary>Puts a snapshot into force when what was in force is still what the caller saw.</summary>
    public bool TrySwap(TuningSnapshot seen, TuningSnapshot next) => ReferenceEquals(Interlocked.CompareExchange(ref _current, next, seen), seen);

    /// <summary>Begins to split requests; false while another experiment does.</summary>
    public bool TryBegin(ITrafficSplit split) => Interlocked.CompareExchange(ref _split, split, null) is null;

    public void End(ITrafficSplit split) => Interlocked.CompareExchange(ref _split, null, split);
}

/// <summary>An experiment on requests, as those who serve them see it.</summary>
internal interface ITrafficSplit
{
    /// <summary>The variant under test for this unit; null for what is in force.</summary>
    TuningSnapshot? VariantOf(string unit);

    void Observe(string unit, string metric, double value);
}
