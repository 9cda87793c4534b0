using HydraBot.Speech.Recognition.Whisper;
using Xunit;

namespace HydraBot.Tests.Speech.Whisper;

/// <summary>Each rule of whisper/decoding.py by itself.</summary>
public sealed class WhisperRulesTests : IDisposable
{
    private const int Zero = ToyWhisper.FirstTimestamp;
    private static readonly int Word = ToyWhisper.Word("Ġrestart");

    private readonly ToyWhisper _toy = new();
    private readonly WhisperRules _rules;

    public WhisperRulesTests()
    {
        File.WriteAllText(Path.Combine(_toy.Folder, "tokenizer.json"), ToyWhisper.Tokenizer(pairs: false).ToJsonString());
        _rules = new WhisperRules(WhisperVocabulary.Read(new WhisperFiles("", "", _toy.Folder)), [ToyWhisper.Start, ToyWhisper.Word("Ġ(")], [220, ToyWhisper.End], 50);
    }

    public void Dispose() => _toy.Dispose();

    [Fact]
    public void Nothing_and_the_end_do_not_come_first_and_some_signs_never()
    {
        var first = After([], timestamps: false);
        var later = After([Word], timestamps: false);

        Assert.False(first(220) || first(ToyWhisper.End) || first(ToyWhisper.Start) || first(ToyWhisper.Word("Ġ(")));
        Assert.True(first(Word) && later(220) && later(ToyWhisper.End));
        Assert.False(later(ToyWhisper.Start) || later(ToyWhisper.Word("Ġ(")) || later(Zero) || later(ToyWhisper.NoTimestamps));
    }

    [Fact]
    public void The_first_token_is_a_timestamp_of_a_second_at_most()
    {
        var first = After([], timestamps: true);

        Assert.True(first(Zero) && first(Zero + 50));
        Assert.False(first(Zero + 51) || first(Word) || first(ToyWhisper.End) || first(ToyWhisper.NoTimestamps));
    }

    [Fact]
    public void A_timestamp_that_begins_a_piece_is_followed_by_words()
    {
        var next = After([Zero + 5], timestamps: true);

        Assert.True(next(Word));
        Assert.False(next(Zero + 5) || next(Zero + 6));
    }

    [Fact]
    public void A_timestamp_that_ends_a_piece_is_followed_by_its_twin_or_a_later_one_or_the_end()
    {
        var next = After([Zero, Word, Zero + 9], timestamps: true);

        Assert.True(next(Zero + 9) && next(Zero + 10));
        Assert.False(next(Zero + 8) || next(Word));
        Assert.True(After([Zero, Word, Zero + 9], timestamps: true, (ToyWhisper.End, 30))(ToyWhisper.End));
    }

    [Fact]
    public void A_piece_is_not_empty_and_time_does_not_run_backwards()
    {
        var next = After([Zero + 3, Word], timestamps: true);

        Assert.False(next(Zero + 2) || next(Zero + 3));
        Assert.True(next(Zero + 4));
    }

    [Fact]
    public void Where_all_timestamps_together_are_likelier_than_any_word_it_is_one()
    {
        // 1,501 timestamps of 1 each are together at 8.3.
        Assert.False(After([Zero, Word], timestamps: true, (Word, 8))(Word));
        Assert.True(After([Zero, Word], timestamps: true, (Word, 9))(Word));
    }

    private Func<int, bool> After(int[] said, bool timestamps, params (int Token, float Logit)[] likely)
    {
        var logits = new float[ToyWhisper.Vocabulary];
        Array.Fill(logits, 1);
        if (said.Length > 0 && said[^1] >= Zero && likely.Length == 0 && (said.Length == 1 || said[^2] >= Zero))
            logits[Word] = 9;
        foreach (var (token, logit) in likely)
            logits[token] = logit;
        _rules.Apply(logits, said, timestamps);
        return token => !float.IsNegativeInfinity(logits[token]);
    }
}
