namespace HydraBot.Governance.Operations;

/// <summary>Names the source that completes a parameter while somebody types it.</summary>
/// <typeparam name="TSource">A registered <see cref="ISuggestionSource"/>.</typeparam>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class SuggestAttribute<TSource>() : SuggestAttribute(typeof(TSource))
    where TSource : ISuggestionSource;

/// <summary>The untyped form, which doors read.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public class SuggestAttribute(Type source) : Attribute
{
    /// <summary>The type of the source.</summary>
    public Type Source { get; } = source;
}
