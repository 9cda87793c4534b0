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
    private static readonly (string Name, RetrievalWeights Weights)[] Contenders =
    [
        ("words", RetrievalWeights.Default with { Meaning = 0, Gist = 0, Session = 0, Speaker = 0, Feedback = 0, Question = 0, When = 0, Diversity = 0, SessionDiversity = 0, Previous = 0, Next = 0 }),
        ("words+neighbours", RetrievalWeights.Default with { Meaning = 0, Gist = 0, Session = 0, Speaker = 0, Feedback = 0, Question = 0, When = 0, Diversity = 0, SessionDiversity = 0 }),
        ("meaning", RetrievalWeights.Default with { Words = 0, Gist = 0, Session = 0, Speaker = 0, Feedback = 0, Question = 0, When = 0, Diversity = 0, SessionDiversity = 0 }),
        ("gist", RetrievalWeights.Default with { Words = 0, Meaning = 0, Session = 0, Speaker = 0, Feedback = 0, Question = 0, When = 0, Diversity = 0, SessionDiversity = 0 }),
        ("without hop", RetrievalWeights.Default with { Feedback = 0 }),
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
            var gold = question.Evidence.Select(id => bySession[id]).Distinct().ToArray();
            yield return (
                question,
                question.Evidence.Count(id => found.Any(turn => turn.Id == id)) / (double)question.Evidence.Count,
                gold.Count(session => found.Any(turn => turn.Session == session)) / (double)gold.Length);
        }
    }
}
