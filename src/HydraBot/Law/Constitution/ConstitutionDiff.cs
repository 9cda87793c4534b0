using HydraBot.Governance.Constitution;

namespace HydraBot.Law.Constitution;

/// <summary>The verb <c>constitution diff A B</c>: what the second law changes in the first, in words.</summary>
internal static class ConstitutionDiff
{
    /// <returns>0 when they say the same, 1 when they differ or one is no law, 2 when a file cannot be read.</returns>
    public static async Task<int> RunAsync(TextWriter output, string before, string after, CancellationToken cancellationToken)
    {
        try
        {
            var changes = LawComparison.Of(await ReadAsync(before, cancellationToken), await ReadAsync(after, cancellationToken));
            await output.WriteLineAsync(changes.Count == 0 ? "They are the same." : string.Join(Environment.NewLine, changes));
            return changes.Count == 0 ? 0 : 1;
        }
        catch (ConstitutionException exception)
        {
            await output.WriteLineAsync(exception.Message);
            return 1;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            await output.WriteLineAsync(exception.Message);
            return 2;
        }
    }

    private static async Task<ConstitutionDocument> ReadAsync(string file, CancellationToken cancellationToken) =>
        ConstitutionReader.Read(await File.ReadAllTextAsync(file, cancellationToken), file);
}
