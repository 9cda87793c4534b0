using System.Globalization;
using HydraBot.Memory;
using HydraBot.Memory.Embeddings;
using HydraBot.Memory.Retrieval;

namespace HydraBot.Improvement.Benchmarks.Recall;

/// <summary>A question about a made-up home, and the memory that answers it.</summary>
internal sealed record RecallItem(string Id, RecallWorld World, string Question, Guid Answer) : BenchmarkItem(Id);

/// <summary>A home that never was: conversations in a memory of its own, in which nobody else's are.</summary>
internal sealed class RecallWorld
{
    private const int Sessions = 16;
    private const int FactsPerSession = 3;
    private const int ChatterPerFact = 4;
    private const long Day = 24L * 60 * 60 * 1_000_000;
    private const long Began = 1_760_000_000_000_000;

    private readonly MemoryIndex _index;
    private readonly Ranker _ranker;
    private readonly Random _random;
    private readonly List<RecallItem> _items = [];
    private int _number;

    private RecallWorld(WordVectors vectors, ItemSource source, int number)
    {
        _index = new MemoryIndex(vectors);
        _ranker = new Ranker(_index, RetrievalWeights.Default);
        _random = new Random(HashCode(source.Seed, number));
        var phrases = RecallWords.Phrases.AsSpan(0, source.Part == BenchmarkPart.Open ? RecallWords.OpenPhrases : RecallWords.Phrases.Length).ToArray();
        var asked = new HashSet<string>(StringComparer.Ordinal);
        for (var session = 0; session < Sessions; session++)
        {
            var at = Began + (session * 3 * Day);
            for (var fact = 0; fact < FactsPerSession; fact++)
                Tell(phrases[_random.Next(phrases.Length)], session, at, asked, $"{(source.Part == BenchmarkPart.Open ? "open" : "sealed")}-{number}");
        }
    }

    public IReadOnlyList<RecallItem> Items => _items;

    public static RecallWorld Make(WordVectors vectors, ItemSource source, int number) => new(vectors, source, number);

    /// <summary>The best ten for a question.</summary>
    public IReadOnlyList<FoundMemory> Search(string question, RetrievalWeights weights) =>
        _ranker.Search(question, new SearchFilter { Now = Began + (365 * Day) }, 10, weights);

    /// <summary>Never the framework's own, which is another in each process.</summary>
    private static int HashCode(int seed, int number) => unchecked((seed * 16_777_619) ^ (number * 40_503)) & int.MaxValue;

    private static string Fill(string text, Cast cast) => text
        .Replace("{s}", cast.Service, StringComparison.Ordinal).Replace("{h}", cast.Host, StringComparison.Ordinal).Replace("{p}", cast.Person, StringComparison.Ordinal)
        .Replace("{o}", cast.Other, StringComparison.Ordinal).Replace("{n}", cast.Number, StringComparison.Ordinal);

    private void Tell(RecallPhrase phrase, int session, long at, HashSet<string> asked, string prefix)
    {
        var cast = Draw();
        var question = Fill(phrase.Asked, cast);
        // The same question twice would have two answers.
        if (!asked.Add(question))
            return;
        Chat(session, at, cast);
        if (phrase.Before is { } before)
            Say(cast.Other, Fill(before, cast), session, at);
        var answer = Say(cast.Person, Fill(phrase.Said, cast), session, at);
        _items.Add(new RecallItem(string.Create(CultureInfo.InvariantCulture, $"{prefix}-{_items.Count}"), this, question, answer));
        Chat(session, at, cast);
    }

    private void Chat(int session, long at, Cast cast)
    {
        for (var turn = _random.Next(ChatterPerFact); turn >= 0; turn--)
            Say(_random.Next(2) == 0 ? cast.Other : cast.Person, Fill(RecallWords.Chatter[_random.Next(RecallWords.Chatter.Length)], Draw()), session, at);
    }

    private Guid Say(string speaker, string text, int session, long at)
    {
        Span<byte> bytes = stackalloc byte[16];
        BitConverter.TryWriteBytes(bytes, ++_number);
        var id = new Guid(bytes);
        _index.Add(new IndexedMemory(id, MemoryTier.Episodic, text, "all") { Speaker = speaker, Thread = session, OccurredAt = at + _number, RecordedAt = at + _number });
        return id;
    }

    private Cast Draw()
    {
        var person = _random.Next(RecallWords.People.Length);
        return new Cast(
            RecallWords.Services[_random.Next(RecallWords.Services.Length)],
            RecallWords.Hosts[_random.Next(RecallWords.Hosts.Length)],
            RecallWords.People[person],
            RecallWords.People[(person + 1 + _random.Next(RecallWords.People.Length - 1)) % RecallWords.People.Length],
            _random.Next(2, 250).ToString(CultureInfo.InvariantCulture));
    }

    private sealed record Cast(string Service, string Host, string Person, string Other, string Number);
}
