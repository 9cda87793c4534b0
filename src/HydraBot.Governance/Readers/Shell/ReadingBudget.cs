namespace HydraBot.Governance.Readers.Shell;

/// <summary>How much may be looked at for one act, shared by everybody who looks: nothing that is read can keep the judge busy for long.</summary>
internal sealed class ReadingBudget
{
    private const int MostSteps = 3000;
    private const int Deepest = 40;
    private const int MostWritten = 2_000_000;

    private int _steps;
    private int _depth;
    private int _written;

    /// <summary>Takes a step down; false when there is no more to spend.</summary>
    public bool Enter()
    {
        // Stryker disable once statement : what is followed ends before the stack does as long as all who look are thrifty; no test can live where one is not.
        System.Runtime.CompilerServices.RuntimeHelpers.EnsureSufficientExecutionStack();
        _depth++;
        return ++_steps <= MostSteps && _depth <= Deepest;
    }

    public void Leave() => _depth--;

    /// <summary>Looks through text that is put into files; false when there was too much of it.</summary>
    public bool Write(string text)
    {
        _written += text.Length;
        return _written <= MostWritten;
    }
}
