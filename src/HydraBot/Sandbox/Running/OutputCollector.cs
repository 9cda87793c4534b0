namespace HydraBot.Sandbox.Running;

/// <summary>Takes in both output streams of a job, up to the worker's report.</summary>
/// <param name="mark">What the report begins with.</param>
/// <param name="keep">Bytes that are kept of each stream.</param>
/// <param name="written">Called after each piece, for those who watch.</param>
internal sealed class OutputCollector(string mark, int keep, Action<OutputCollector>? written = null)
{
    /// <summary>A program that writes more is stopped: nobody reads it, and the engine's work for it is the host's.</summary>
    private const long Flood = 64 * 1024 * 1024;

    private readonly MarkedStream _output = new(mark, keep);
    private readonly MarkedStream _error = new(mark, keep);

    public CappedOutput Output => _output.Output;

    public CappedOutput Error => _error.Output;

    public bool IsFlooded => Output.Length + Error.Length > Flood || _output.IsOverfull || _error.IsOverfull;

    /// <summary>True once both streams are marked and the report has come to its end.</summary>
    public bool IsComplete => _error.IsMarked && _output.IsMarked && WorkerReport.IsWhole(_output.Report);

    /// <summary>The worker's report; empty while there is none.</summary>
    public ReadOnlySpan<byte> Report => _output.Report;

    public void Add(bool error, ReadOnlySpan<byte> bytes)
    {
        (error ? _error : _output).Add(bytes);
        written?.Invoke(this);
    }

    /// <summary>Nothing more comes.</summary>
    public void End()
    {
        _output.End();
        _error.End();
    }
}
