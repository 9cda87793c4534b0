using System.Security.Cryptography;
using System.Text;

namespace HydraBot.Speech.Recognition;

/// <summary>A closed set of phrases. Words are lower-case letters and apostrophes.</summary>
/// <param name="Phrases">Each is a row of parts.</param>
/// <param name="Prefixes">What may be said before a phrase: the wake words.</param>
public sealed record SpokenGrammar(IReadOnlyList<IReadOnlyList<GrammarPart>> Phrases, IReadOnlyList<string> Prefixes)
{
    /// <summary>No phrases.</summary>
    public static SpokenGrammar Empty { get; } = new([], []);

    /// <summary>A grammar of fixed phrases.</summary>
    public static SpokenGrammar Of(params IEnumerable<string> phrases) =>
        new([.. phrases.Select(phrase => (IReadOnlyList<GrammarPart>)[new GrammarPart.Words(phrase)])], []);

    /// <summary>All words in it.</summary>
    public IReadOnlySet<string> Words => new SortedSet<string>(
        Phrases.SelectMany(phrase => phrase).SelectMany(part => part.Texts).Concat(Prefixes)
            .SelectMany(text => text.Split(' ', StringSplitOptions.RemoveEmptyEntries)),
        StringComparer.Ordinal);

    /// <summary>Words of the values that are chosen from: names, mostly.</summary>
    public IReadOnlySet<string> Names => new SortedSet<string>(
        Phrases.SelectMany(phrase => phrase).OfType<GrammarPart.OneOf>().SelectMany(part => part.Texts).SelectMany(text => text.Split(' ', StringSplitOptions.RemoveEmptyEntries)),
        StringComparer.Ordinal);

    /// <summary>The same for equal grammars.</summary>
    public string Digest => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', Phrases.Select(phrase => string.Join(' ', phrase)).Append(string.Join('|', Prefixes))))))[..16];
}

/// <summary>A part of a phrase.</summary>
public abstract record GrammarPart
{
    private GrammarPart()
    {
    }

    /// <summary>Every text that may stand here.</summary>
    public abstract IReadOnlyList<string> Texts { get; }

    /// <summary>These words.</summary>
    public sealed record Words(string Text) : GrammarPart
    {
        /// <inheritdoc />
        public override IReadOnlyList<string> Texts => [Text];

        /// <inheritdoc />
        public override string ToString() => Text;
    }

    /// <summary>One of several.</summary>
    public sealed record OneOf(IReadOnlyList<string> Values) : GrammarPart
    {
        /// <inheritdoc />
        public override IReadOnlyList<string> Texts => Values;

        /// <inheritdoc />
        public override string ToString() => $"({string.Join('|', Values)})";
    }

    /// <summary>Words that may be left out.</summary>
    public sealed record Maybe(string Text) : GrammarPart
    {
        /// <inheritdoc />
        public override IReadOnlyList<string> Texts => [Text];

        /// <inheritdoc />
        public override string ToString() => $"[{Text}]";
    }
}
