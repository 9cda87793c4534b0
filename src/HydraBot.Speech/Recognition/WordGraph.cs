using System.Globalization;
using System.Text;

namespace HydraBot.Speech.Recognition;

/// <summary>
/// Writes a grammar as the finite state graph that PocketSphinx reads (<c>sphinx_fsg(5)</c>). Phrases that go on alike share their states, so that every list is searched once. Beside them goes
/// a row of any other words, at a price: the notation for people, JSGF, knows prices too, but PocketSphinx drops them.
/// </summary>
internal sealed class WordGraph
{
    /// <summary>
    /// What speech that is no command costs at once, as a probability. Without it, short commands come out as words that sound much like them; with 1e-4 already more of what is no command
    /// comes out as one.
    /// </summary>
    private const double OtherSpeech = 0.01;

    private const int Start = 0;
    private const int End = 1;

    private readonly StringBuilder _transitions = new();
    private readonly Dictionary<string, int> _known = new(StringComparer.Ordinal);
    private int _states = 2;

    private WordGraph()
    {
    }

    /// <summary>With <paramref name="others"/>, a row of any of these is an alternative to every phrase: a closed grammar alone never says no.</summary>
    public static string Write(SpokenGrammar grammar, IReadOnlyCollection<string> others)
    {
        var graph = new WordGraph();
        var phrases = graph.StateOf([.. grammar.Phrases]);
        graph.Step(Start, phrases, "");
        foreach (var prefix in grammar.Prefixes)
            graph.Say(Start, phrases, prefix);
        if (others.Count > 0)
            graph.AddOthers(others);
        return $"FSG_BEGIN hydra\nNUM_STATES {graph._states}\nSTART_STATE {Start}\nFINAL_STATE {End}\n{graph._transitions}FSG_END\n";
    }

    /// <summary>Where any of these may be said from.</summary>
    private int StateOf(IReadOnlyList<IReadOnlyList<GrammarPart>> phrases)
    {
        var all = phrases.SelectMany(WithoutMaybe).DistinctBy(phrase => string.Join(' ', phrase)).ToList();
        var key = string.Join('\n', all.Select(phrase => string.Join(' ', phrase)).Order(StringComparer.Ordinal));
        if (_known.TryGetValue(key, out var known))
            return known;
        var state = _known[key] = _states++;
        if (all.Any(phrase => phrase.Count == 0))
            Step(state, End, "");
        foreach (var same in all.Where(phrase => phrase.Count > 0).GroupBy(phrase => phrase[0].ToString(), phrase => phrase))
        {
            var next = StateOf([.. same.Select(phrase => phrase.Skip(1).ToList())]);
            foreach (var text in same.First()[0].Texts)
                Say(state, next, text);
        }
        return state;
    }

    /// <summary>What may be left out stands in the set as it is and is also left out.</summary>
    private static IEnumerable<IReadOnlyList<GrammarPart>> WithoutMaybe(IReadOnlyList<GrammarPart> phrase) =>
        phrase is [GrammarPart.Maybe, ..] ? WithoutMaybe([.. phrase.Skip(1)]).Prepend(phrase) : [phrase];

    private void AddOthers(IReadOnlyCollection<string> others)
    {
        var (before, after) = (_states++, _states++);
        Step(Start, before, "", OtherSpeech);
        foreach (var word in others)
            Step(before, after, word);
        Step(after, before, "");
        Step(after, End, "");
    }

    private void Say(int from, int to, string text)
    {
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        foreach (var (index, word) in words.Index())
        {
            var next = index == words.Length - 1 ? to : _states++;
            Step(from, next, word);
            from = next;
        }
    }

    private void Step(int from, int to, string word, double probability = 1) =>
        _transitions.Append(CultureInfo.InvariantCulture, $"TRANSITION {from} {to} {probability:0.0###}").Append(word.Length > 0 ? " " : "").Append(word).Append('\n');
}
