using HydraBot.Speech.Recognition;
using Xunit;

namespace HydraBot.Tests.Speech;

public sealed class WordGraphTests
{
    [Fact]
    public void Phrases_that_go_on_alike_share_their_lists_and_other_speech_has_its_price()
    {
        var names = new GrammarPart.OneOf(["jellyfin", "home assistant"]);
        var grammar = new SpokenGrammar([[new GrammarPart.Words("restart"), names], [new GrammarPart.Maybe("please"), new GrammarPart.Words("stop"), names]], ["hydra"]);

        Assert.Equal(
            """
            FSG_BEGIN hydra
            NUM_STATES 9
            START_STATE 0
            FINAL_STATE 1
            TRANSITION 4 1 1.0
            TRANSITION 3 4 1.0 jellyfin
            TRANSITION 3 5 1.0 home
            TRANSITION 5 4 1.0 assistant
            TRANSITION 2 3 1.0 restart
            TRANSITION 6 3 1.0 stop
            TRANSITION 2 6 1.0 please
            TRANSITION 2 3 1.0 stop
            TRANSITION 0 2 1.0
            TRANSITION 0 2 1.0 hydra
            TRANSITION 0 7 0.01
            TRANSITION 7 8 1.0 river
            TRANSITION 7 8 1.0 mountain
            TRANSITION 8 7 1.0
            TRANSITION 8 1 1.0
            FSG_END

            """,
            WordGraph.Write(grammar, ["river", "mountain"]));
    }

    [Fact]
    public void The_graph_takes_every_phrase_of_the_grammar_and_no_other()
    {
        var grammar = new SpokenGrammar(
            [
                [new GrammarPart.Maybe("please"), new GrammarPart.Words("list"), new GrammarPart.Maybe("the"), new GrammarPart.OneOf(["backups", "open doors"])],
                [new GrammarPart.Words("list deploys")],
                [new GrammarPart.Words("list")],
                [new GrammarPart.Maybe("please"), new GrammarPart.Words("help")],
            ],
            ["hey jarvis"]);
        var phrases = new[]
        {
            "list", "help", "please help", "list deploys", "list backups", "list the backups", "please list backups", "please list the backups", "list open doors", "list the open doors",
            "please list open doors", "please list the open doors",
        };

        Assert.Equal(phrases.Concat(phrases.Select(phrase => $"hey jarvis {phrase}")).Order(StringComparer.Ordinal), Sentences(WordGraph.Write(grammar, [])).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("t ɹ ˈiː f ɪ k\n", "T R IY F IH K")]
    [InlineData("ɡ ɹ æ f ˈɑː n ə", "G R AE F AA N AH")]
    [InlineData("kjˈuːbˈɪɾɔɹənt", "K Y UW B IH T AO R AH N T")]
    [InlineData("dʒˌɛlɪsˈɪɹ", "JH EH L IH S IH R")]
    [InlineData("v ˈɔ l t w ɚ d ə n", "V AO L T W ER D AH N")]
    [InlineData("(en)ɬ", null)]
    [InlineData("", null)]
    public void What_eSpeak_writes_becomes_the_phones_of_the_model(string written, string? phones) => Assert.Equal(phones, EspeakSounds.Phones(written));

    /// <summary>Every row of words from the start of a graph without circles to its end.</summary>
    private static IEnumerable<string> Sentences(string graph)
    {
        var steps = graph.Split('\n').Where(line => line.StartsWith("TRANSITION", StringComparison.Ordinal)).Select(line => line.Split(' ')).ToLookup(parts => parts[1], parts => (To: parts[2], Word: parts.ElementAtOrDefault(4)));
        IEnumerable<string[]> From(string state) =>
            (state == "1" ? [[]] : Enumerable.Empty<string[]>()).Concat(steps[state].SelectMany(step => From(step.To).Select(rest => step.Word is null ? rest : [step.Word, .. rest])));
        return From("0").Select(words => string.Join(' ', words));
    }
}
