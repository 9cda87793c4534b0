using System.Globalization;
using HydraBot.Governance.Constitution;

namespace HydraBot.Law.Constitution;

/// <summary>The verb <c>constitution check FILE</c>: reads a law and prints every fault with its place.</summary>
internal static class ConstitutionCheck
{
    /// <returns>0 for a law, 1 for a faulty one, 2 when there is no such file.</returns>
    public static async Task<int> RunAsync(TextWriter output, string file, CancellationToken cancellationToken)
    {
        string text;
        try
        {
            text = await File.ReadAllTextAsync(file, cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            await output.WriteLineAsync($"{file} cannot be read: {exception.Message}");
            return 2;
        }

        try
        {
            var law = ConstitutionReader.Read(text, file);
            await output.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture,
                $"{file} is a law: version {law.Version}, {law.Articles.Count} articles, {law.RuleCount} rules, sha256 {law.Sha256}"));
            return 0;
        }
        catch (ConstitutionException exception)
        {
            await output.WriteLineAsync(exception.Message);
            return 1;
        }
    }
}
