using System.Runtime.CompilerServices;
using HydraBot.Hosting.Tuning;
using HydraBot.Inference.Chat;
using HydraBot.Memory.Recall;

namespace HydraBot.Memory.Retrieval;

/// <summary>What of searching may be tuned while the house runs. What words are like each other is kept by the index and stays as it is.</summary>
internal static class RetrievalTunables
{
    private const string Suite = "recall";

    /// <summary>What is found shows in what people say of it, of a search or of the answer that was made of it.</summary>
    private static readonly string[] Shown = [SearchFeedback.Helpful, ChatMetrics.Thumbs, SearchFeedback.Seconds];

    private static readonly RetrievalWeights Standard = RetrievalWeights.Default;

    private static readonly Tunable Words = Weight("words", "How much words of the text itself and of its neighbours say", Standard.Words);
    private static readonly Tunable Meaning = Weight("meaning", "How much words of like meaning say", Standard.Meaning);
    private static readonly Tunable Gist = Weight("gist", "How much the text's mean vector says", Standard.Gist);
    private static readonly Tunable Session = Weight("session", "How much the whole conversation says", Standard.Session);
    private static readonly Tunable Entity = Weight("entity", "How much the names in it say", Standard.Entity);
    private static readonly Tunable Graph = Weight("graph", "How much the names say that it shares with the best memories", Standard.Graph);
    private static readonly Tunable Previous = Weight("previous", "How much the turn before counts as the text's own", Standard.Previous);
    private static readonly Tunable Next = Weight("next", "How much the turn after counts as the text's own", Standard.Next);
    private static readonly Tunable Smear = Weight("smear", "How much of a neighbour's meaning is lent", Standard.Smear);
    private static readonly Tunable Saturation = Weight("saturation", "How soon a repeated word says no more (BM25's k1)", Standard.K1, 0.1, 3);
    private static readonly Tunable Length = Weight("length", "How much a long text is held against it (BM25's b)", Standard.B);
    private static readonly Tunable Speaker = Weight("speaker", "What a named speaker adds", Standard.Speaker);
    private static readonly Tunable Question = Weight("question", "What is taken from a turn that only asks", Standard.Question);
    private static readonly Tunable When = Weight("when", "What a turn that says when adds for a question of when", Standard.When);
    private static readonly Tunable Cold = Weight("cold", "What is left of a memory that sums up others, or is archived", Standard.Cold);
    private static readonly Tunable Feedback = Weight("hop", "How much the second search, by words of the best memories, says", Standard.Feedback);
    private static readonly Tunable FeedbackMemories = Tunable.Number("memory.retrieval.hop-memories", Suite, "From how many of the best memories it takes words", Standard.FeedbackMemories, 1, 10, whole: true) with { Metrics = Shown };
    private static readonly Tunable FeedbackTerms = Tunable.Number("memory.retrieval.hop-terms", Suite, "How many words it takes", Standard.FeedbackTerms, 1, 50, whole: true) with { Metrics = Shown };
    private static readonly Tunable Diversity = Weight("diversity", "What is taken from the neighbours of what was picked", Standard.Diversity);

    private static readonly ConditionalWeakTable<TuningSnapshot, RetrievalWeights> Read = [];

    public static IReadOnlyList<Tunable> All { get; } =
    [
        Words, Meaning, Gist, Session, Entity, Graph, Previous, Next, Smear, Saturation, Length, Speaker, Question, When, Cold, Feedback, FeedbackMemories, FeedbackTerms, Diversity,
    ];

    /// <summary>The weights that a snapshot says.</summary>
    public static RetrievalWeights Of(TuningSnapshot snapshot) => Read.GetValue(snapshot, static tuned => Standard with
    {
        Words = (float)tuned.Number(Words),
        Meaning = (float)tuned.Number(Meaning),
        Gist = (float)tuned.Number(Gist),
        Session = (float)tuned.Number(Session),
        Entity = (float)tuned.Number(Entity),
        Graph = (float)tuned.Number(Graph),
        Previous = (float)tuned.Number(Previous),
        Next = (float)tuned.Number(Next),
        Smear = (float)tuned.Number(Smear),
        K1 = (float)tuned.Number(Saturation),
        B = (float)tuned.Number(Length),
        Speaker = (float)tuned.Number(Speaker),
        Question = (float)tuned.Number(Question),
        When = (float)tuned.Number(When),
        Cold = (float)tuned.Number(Cold),
        Feedback = (float)tuned.Number(Feedback),
        FeedbackMemories = (int)tuned.Number(FeedbackMemories),
        FeedbackTerms = (int)tuned.Number(FeedbackTerms),
        Diversity = (float)tuned.Number(Diversity),
    });

    private static Tunable Weight(string name, string title, float standard, double least = 0, double most = 1) =>
        Tunable.Number($"memory.retrieval.{name}", Suite, title, Math.Round(standard, 3), least, most) with { Metrics = Shown };
}
