using System.Globalization;

namespace HydraBot.Governance.Constitution;

/// <summary>The text is no law. Its message is one line a fault, each with its place.</summary>
public sealed class ConstitutionException(string source, IReadOnlyList<ConstitutionError> errors)
    : Exception(string.Join(Environment.NewLine, errors.Select(error =>
        string.Create(CultureInfo.InvariantCulture, $"{source}:{error.Line}:{error.Column}: {error.Message}"))))
{
    /// <summary>All faults that were found.</summary>
    public IReadOnlyList<ConstitutionError> Errors { get; } = errors;
}
