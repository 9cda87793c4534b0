using HydraBot.Governance.Constitution;
using HydraBot.Storage;
using Microsoft.Extensions.Options;

namespace HydraBot.Hosting.Starting;

/// <summary>Tells the starts that a person can put right from bugs: the former end as one line a problem, the latter keep their stack.</summary>
internal static class StartFailure
{
    /// <summary>The lines to show; null for a bug.</summary>
    public static IReadOnlyList<string>? Lines(Exception? exception) => exception switch
    {
        StartException start => start.Problems,
        StorageException storage => [storage.Message],
        ConstitutionException law => law.Message.Split(Environment.NewLine),
        OptionsValidationException options => [.. options.Failures],
        AggregateException several when several.InnerExceptions.All(inner => Lines(inner) is not null) =>
            [.. several.InnerExceptions.SelectMany(inner => Lines(inner)!).Distinct(StringComparer.Ordinal)],
        _ => null,
    };
}
