using System.ComponentModel.DataAnnotations;
using System.Text;
using HydraBot.Plans;
using HydraBot.Plans.Reading;
using HydraBot.Plans.Working;
using HydraBot.Governance.Operations;
using Xunit;

namespace HydraBot.Tests.Plans;

/// <summary>How goals, boxes, stop times and a model's last word are read.</summary>
public sealed class ReadingTests
{
    [Theory]
    [InlineData("- [ ] one\n* [x] two\n+ [X] three\n12) [ ] four\n1. [ ]   five  ", "1  one|2x two|3x three|4  four|5  five")]
    [InlineData("- [ ]\n- [] no\n-[ ] no\n[ ] no\n- [-] no\n> - [ ] no\n- [ ]no\ntext - [ ] no", "")]
    [InlineData("~~~\n- [ ] no\n```\n- [ ] no\n~~~~\n- [ ] yes", "6  yes")]
    [InlineData("``` md\n- [ ] no\n``` still\n- [ ] no\n```\n\t- [ ] yes\r\n", "6  yes")]
    [InlineData("- [ ] ünö\r\n- [x] [ ] more", "1  ünö|2x [ ] more")]
    public void Boxes_are_found_where_Markdown_has_them(string text, string expected) => Assert.Equal(
        expected, string.Join('|', BoxFile.Read(Encoding.UTF8.GetBytes(text)).Select(box => $"{box.Line}{(box.Done ? "x" : " ")} {box.Text}")));

    [Fact]
    public void Whatever_the_bytes_a_tick_changes_the_one_between_the_brackets()
    {
        var random = new Random(7);
        string[] pieces = ["- [ ] ", "* [x] ", "1. [ ] ", "\n", "\r\n", "ä", "🐍", "`", "```", "~~~", "a", " ", "\t", "[ ]", "\uFEFF"];
        for (var round = 0; round < 2_000; round++)
        {
            var bytes = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, random.Next(40)).Select(_ => pieces[random.Next(pieces.Length)])));
            foreach (var box in BoxFile.Read(bytes))
            {
                Assert.Equal(((byte)'[', (byte)']'), (bytes[box.Offset - 1], bytes[box.Offset + 1]));
                var ticked = bytes.ToArray();
                ticked[box.Offset] = BoxFile.Tick;
                Assert.Equal(BoxFile.Read(bytes).Select(other => other.Offset == box.Offset ? other with { Done = true } : other), BoxFile.Read(ticked));
            }
        }
    }

    [Fact]
    public void A_box_that_moved_is_the_nearest_open_one_with_the_same_words()
    {
        var boxes = BoxFile.Read("- [x] same\n- [ ] same\n- [ ] other\n- [ ] same\n"u8);
        Assert.Equal(4, BoxFile.Find(boxes, 5, "same")!.Line);
        Assert.Equal(2, BoxFile.Find(boxes, 3, "same")!.Line);
        Assert.Equal(1, BoxFile.Find(boxes, 1, "same")!.Line);
        Assert.Null(BoxFile.Find(boxes, 3, "gone"));
    }

    [Theory]
    [InlineData("one\n\n  two  \r\nthree", "one|two|three")]
    [InlineData("# Tonight\n#tag stays\n- a\n* b\n• c\n1. d\n2) e\n- [ ] f\n- [x] g\n[ ] h\n[X] i\n-\n- [ ]", "#tag stays|a|b|c|d|e|f|h")]
    [InlineData("2026 is a year\n-5 degrees\n1.5 litres", "2026 is a year|-5 degrees|1.5 litres")]
    public void Goals_are_lines_without_their_marks(string text, string expected) => Assert.Equal(expected, string.Join('|', GoalText.Read(text)));

    [Theory]
    [InlineData("06:30", "2026-06-02T04:30Z")]
    [InlineData("6:30", "2026-06-02T04:30Z")]
    [InlineData("23:59", "2026-06-01T21:59Z")]
    [InlineData("90m", "2026-06-01T21:30Z")]
    [InlineData("1.5h", "2026-06-01T21:30Z")]
    [InlineData("2026-06-03T00:00+02:00", "2026-06-02T22:00Z")]
    [InlineData(null, "2026-06-02T04:00Z")]
    [InlineData(" ", "2026-06-02T04:00Z")]
    public void A_stop_time_is_a_time_of_day_there_a_span_or_a_moment(string? until, string expected) => Assert.Equal(
        DateTimeOffset.Parse(expected, System.Globalization.CultureInfo.InvariantCulture),
        StopTime.Read(until, new DateTimeOffset(2026, 6, 1, 20, 0, 0, TimeSpan.Zero), new PlansOptions { TimeZone = "Europe/Berlin" }));

    [Theory]
    [InlineData("All good.\nDONE: it is done.", PlanItemState.Done, "it is done.")]
    [InlineData("DONE: no.\nFAILED: it was not.", PlanItemState.Failed, "it was not.")]
    [InlineData("- **DONE:** bold", PlanItemState.Done, "bold")]
    [InlineData("I am done: really", PlanItemState.Unsure, "The model did not say whether it is done: I am done: really")]
    [InlineData("DONENESS: no", PlanItemState.Unsure, "The model did not say whether it is done: DONENESS: no")]
    [InlineData("", PlanItemState.Unsure, "The model did not say whether it is done: ")]
    internal void A_models_word_counts_where_it_is_plain(string answer, PlanItemState state, string told) => Assert.Equal((state, told), GoalVerdict.Of(answer, []));

    [Fact]
    public void A_models_word_is_held_against_the_record()
    {
        var failed = new RecordedCall("a.b", OperationEffect.Change, "failed", "why");
        Assert.Equal(PlanItemState.Unsure, GoalVerdict.Of("DONE: all", [failed]).State);
        Assert.Equal(PlanItemState.Done, GoalVerdict.Of("DONE: all", [failed, failed with { State = "done", Words = "" }]).State);
        Assert.Equal(PlanItemState.Done, GoalVerdict.Of("DONE: all", [failed with { Effect = OperationEffect.Read }]).State);
        Assert.Equal(PlanItemState.Refused, GoalVerdict.Of("FAILED: no", [failed with { State = "refused" }]).State);
    }

    [Theory]
    [InlineData("Folders", "plans", "Plans:Folders:0 is 'plans'")]
    [InlineData("Folders", "/", "Plans:Folders:0 is '/'")]
    [InlineData("TimeLimit", "8.00:00:00", "Plans:TimeLimit is '8.00:00:00'; allowed is 00:01:00 to 7.00:00:00.")]
    [InlineData("TimeZone", "Mars/Olympus", "Plans:TimeZone is 'Mars/Olympus'")]
    [InlineData("Steps", "0", "Plans:Steps is '0'; allowed is 1 to 10000.")]
    [InlineData("Tokens", "-1", "Plans:Tokens is '-1'")]
    [InlineData("Items", "501", "Plans:Items is '501'; allowed is 1 to 500.")]
    public void A_setting_that_cannot_be_is_named(string name, string value, string said)
    {
        var options = new PlansOptions();
        switch (name)
        {
            case "Folders": options.Folders.Add(value); break;
            case "TimeLimit": options.TimeLimit = TimeSpan.Parse(value, System.Globalization.CultureInfo.InvariantCulture); break;
            case "TimeZone": options.TimeZone = value; break;
            case "Steps": options.Steps = int.Parse(value, System.Globalization.CultureInfo.InvariantCulture); break;
            case "Tokens": options.Tokens = long.Parse(value, System.Globalization.CultureInfo.InvariantCulture); break;
            default: options.Items = int.Parse(value, System.Globalization.CultureInfo.InvariantCulture); break;
        }

        Assert.StartsWith(said, Assert.Single(options.Validate(new ValidationContext(options))).ErrorMessage, StringComparison.Ordinal);
    }
}
