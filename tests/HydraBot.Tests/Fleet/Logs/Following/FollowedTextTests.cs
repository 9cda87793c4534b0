using HydraBot.Fleet.Logs.Following;
using Xunit;

namespace HydraBot.Tests.Fleet.Logs.Following;

public sealed class FollowedTextTests
{
    private readonly FollowedText _text = new();

    [Fact]
    public void A_line_is_shown_when_it_is_whole_and_at_the_end_as_far_as_it_goes()
    {
        _text.Add("one\ntw");
        Assert.Equal("one\n", _text.Take(isEnd: false));
        Assert.Equal("", _text.Take(isEnd: false));
        _text.Add("o\nthree");
        Assert.Equal("two\n", _text.Take(isEnd: false));
        Assert.Equal("three", _text.Take(isEnd: true));
    }

    [Fact]
    public void What_is_written_faster_than_it_is_shown_is_left_out_and_counted()
    {
        foreach (var line in Enumerable.Range(0, 5000))
            _text.Add($"this is line {line:0000}\n");

        var shown = _text.Take(isEnd: false);

        var lines = shown.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal("this is line 4999", lines[^1]);
        Assert.StartsWith($"({5000 - (lines.Length - 1)} lines left out", lines[0], StringComparison.Ordinal);
        Assert.InRange(shown.Length, FollowedText.Most / 2, FollowedText.Most + 200);
        _text.Add("next\n");
        Assert.Equal("next\n", _text.Take(isEnd: false));
    }

    [Fact]
    public void A_line_that_never_ends_is_shown_all_the_same_and_takes_no_more_room()
    {
        for (var piece = 0; piece < 100; piece++)
            _text.Add(new string('x', 1000));

        Assert.Equal(FollowedText.Most, _text.Take(isEnd: false).Length);
        Assert.Equal("", _text.Take(isEnd: true));
    }
}
