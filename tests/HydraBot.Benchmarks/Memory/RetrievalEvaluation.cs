using System.Globalization;
using HydraBot.Memory;
using HydraBot.Memory.Embeddings;
using HydraBot.Memory.Retrieval;
using HydraBot.Memory.Writing;

namespace HydraBot.Benchmarks.Memory;

/// <summary>
/// Evidence recall at 10, by kind and by arm: of the turns that answer a question, how many are among the ten best of its own conversation.
/// </summary>
internal static class RetrievalEvaluation
{
    /// <summary>One arm is left by whoever takes from these: no boosts, no hop, no neighbours.</summary>
    private static readonly RetrievalWeights Bare = RetrievalWeights.Default with
    {
        Words = 0,
        Meaning = 0,
        Gist = 0,
        Session = 0,
        Speaker = 0,
        Feedback = 0,
        Question = 0,
        When = 0,
        Name = 0,
        Number = 0,
        Rich = 0,
        Entity = 0,
        Graph = 0,
        Diversity = 0,
        SessionDiversity = 0,
        Before = 0,
        After = 0,
    };

    private static readonly (string Name, RetrievalWeights Weights)[] Contenders =
    [
        ("words", Bare with { Words = 1, Previous = 0, Next = 0 }),
        ("words+neighbours", Bare with { Words = 1 }),
        ("meaning", Bare with { Meaning = 1 }),
        ("gist", Bare with { Gist = 1 }),
        ("without two away", RetrievalWeights.Default with { Before = 0, After = 0 }),
        ("without rich", RetrievalWeights.Default with { Rich = 0 }),
        ("without names", RetrievalWeights.Default with { Name = 0, Number = 0 }),
        ("without hop", RetrievalWeights.Default with { Feedback = 0 }),
        ("without entities", RetrievalWeights.Default with { Entity = 0 }),
        ("without graph", RetrievalWeights.Default with { Graph = 0 }),
        ("without vectors", RetrievalWeights.Default with { Meaning = 0, Gist = 0 }),
        ("all arms", RetrievalWeights.Default),
    ];

    public static void Run(TextWriter output, IReadOnlyList<string> paths)
    {
        var vectors = WordVectors.Built();
        Print(output, "A homelab's year", [QuestionSet.HomelabYear()], vectors);
        foreach (var path in paths)
            Print(output, Path.GetFileName(path), [.. LocomoSets.Read(path)], vectors);
    }

    private static void Print(TextWriter output, string name, IReadOnlyList<QuestionSet> sets, WordVectors vectors)
    {
        var kinds = sets.SelectMany(set => set.Questions).Where(question => question.Evidence.Count > 0).Select(question => question.Kind).Distinct().Order(StringComparer.Ordinal).ToArray();
        output.WriteLine($"{name}: {sets.Sum(set => set.Turns.Count)} turns, {sets.Sum(set => set.Questions.Count)} questions; evidence recall@10 in %");
        output.WriteLine($"  {"",-18}{string.Concat(kinds.Select(kind => $"{kind,13}"))}{"all",9}{"kept aside",12}{"sessions",10}");
        foreach (var (contender, weights) in Contenders)
        {
            var scores = sets.SelectMany(set => Scores(set, vectors, weights)).ToArray();
            output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"  {contender,-18}{string.Concat(kinds.Select(kind => $"{Mean(scores.Where(s => s.Question.Kind == kind).Select(s => s.Recall)),13}"))}{Mean(scores.Select(s => s.Recall)),9}{Mean(scores.Where(s => s.Question.Kept).Select(s => s.Recall)),12}{Mean(scores.Select(s => s.Sessions)),10}"));
        }
    }

    private static string Mean(IEnumerable<double> shares) => (100 * shares.DefaultIfEmpty().Average()).ToString("0.0", CultureInfo.InvariantCulture);

    private static IEnumerable<(Question Question, double Recall, double Sessions)> Scores(QuestionSet set, WordVectors vectors, RetrievalWeights weights)
    {
        var index = new MemoryIndex(vectors);
        var turns = new Dictionary<Guid, Turn>();
        var sessions = set.Turns.Select(turn => turn.Session).Distinct().Index().ToDictionary(pair => pair.Item, pair => (long)pair.Index, StringComparer.Ordinal);
        foreach (var turn in set.Turns)
        {
            var id = Guid.CreateVersion7();
            turns.Add(id, turn);
            index.Add(new IndexedMemory(id, MemoryTier.Episodic, turn.Text, "all")
            {
                Speaker = turn.Speaker,
                Thread = sessions[turn.Session],
                OccurredAt = Moments.Of(turn.At),
                RecordedAt = Moments.Of(turn.At),
            });
        }

        var ranker = new Ranker(index, weights);
        var bySession = set.Turns.ToDictionary(turn => turn.Id, turn => turn.Session, StringComparer.Ordinal);
        foreach (var question in set.Questions.Where(question => question.Evidence.Count > 0))
        {
            var found = ranker.Search(question.Text, new SearchFilter { Now = long.MaxValue / 2 }, 10).Select(one => turns[one.Id]).ToArray();
            // As they come: the ten conversations whose turns come first.
            var first = ranker.Search(question.Text, new SearchFilter { Now = long.MaxValue / 2 }, 200).Select(one => turns[one.Id].Session).Distinct().Take(10).ToHashSet(StringComparer.Ordinal);
            var gold = question.Evidence.Select(id => bySession[id]).Distinct().ToArray();
            yield return (
                question,
                question.Evidence.Count(id => found.Any(turn => turn.Id == id)) / (double)question.Evidence.Count,
                gold.Count(first.Contains) / (double)gold.Length);
        }
    }
}
