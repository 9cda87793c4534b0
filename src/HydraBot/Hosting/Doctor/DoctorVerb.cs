namespace HydraBot.Hosting.Doctor;

/// <summary>The verb <c>doctor</c>: a line for each thing that the house needs or could use, and how to get what is missing.</summary>
internal sealed class DoctorVerb(IEnumerable<IExamination> examinations)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <returns>0 when nothing is in the way of a start, 1 otherwise.</returns>
    public async Task<int> RunAsync(TextWriter output, CancellationToken cancellationToken)
    {
        var worst = FindingState.Ok;
        foreach (var examination in examinations)
        {
            var finding = await ExamineAsync(examination, cancellationToken);
            worst = finding.State > worst ? finding.State : worst;
            await output.WriteLineAsync($"{Word(finding.State),-8}{examination.Subject,-14}{finding.Detail}");
            if (finding.Remedy is { } remedy)
                await output.WriteLineAsync($"{"",22}{remedy}");
        }

        return worst == FindingState.Wrong ? 1 : 0;
    }

    private static async Task<Finding> ExamineAsync(IExamination examination, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Patience);
        try
        {
            return await examination.ExamineAsync(limit.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return Finding.Missing($"no answer in {Patience.TotalSeconds:0} s", "Look whether it hangs, and ask again.");
        }
        catch (Exception exception) when (Starting.StartFailure.Lines(exception) is { } lines)
        {
            return Finding.Wrong(string.Join(" ", lines), "HydraBot does not start before this is put right.");
        }
    }

    private static string Word(FindingState state) => state switch
    {
        FindingState.Ok => "ok",
        FindingState.Missing => "missing",
        _ => "WRONG",
    };
}
