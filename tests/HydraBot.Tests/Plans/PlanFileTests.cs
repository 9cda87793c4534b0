using System.Net;
using System.Text;
using System.Text.Json;
using HydraBot.Tests.Doors.Http;
using Xunit;
using static HydraBot.Tests.Plans.PlanHouse;

namespace HydraBot.Tests.Plans;

/// <summary>A plan may be a Markdown file: its boxes are ticked, and not one other byte is touched.</summary>
public sealed class PlanFileTests
{
    private const string Text = "\uFEFF# Tönight\r\n\r\n- [ ] `container.touch`\r\n  * [ ]\t`container.fail` \r\n1) [X] Yesterday\n```\n- [ ] `container.touch` in code\n```\n+ [ ] `container.echo {\"text\": \"grüße\"}`";

    [Fact]
    public async Task The_boxes_of_what_is_done_are_ticked_byte_for_byte()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "no Unix file modes on Windows");
        if (OperatingSystem.IsWindows())
            return;
        await using var house = await OpenAsync();
        var path = Path.Combine(house.Plans, "night.md");
        var before = Encoding.UTF8.GetBytes(Text);
        await File.WriteAllBytesAsync(path, before, TestContext.Current.CancellationToken);
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);

        var plan = await house.StartAsync(new { file = "night.md" });
        Assert.Equal(3, plan.GetProperty("items").GetArrayLength());
        await house.EndedAsync();
        plan = await house.UntilAsync(plan => plan.GetProperty("items").EnumerateArray().Count(item => item.GetProperty("tick").GetString() == "ticked") == 2);

        Assert.Equal(("done", "failed", "done"), (State(plan, 1), State(plan, 2), State(plan, 3)));
        var after = await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken);
        Assert.Equal(before.Length, after.Length);
        int[] changed = [.. Enumerable.Range(0, before.Length).Where(at => before[at] != after[at])];
        Assert.Equal(2, changed.Length);
        Assert.All(changed, at => Assert.Equal(((byte)' ', (byte)'x', (byte)'['), (before[at], after[at], after[at - 1])));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead, File.GetUnixFileMode(path));
        Assert.Equal(["night.md"], Directory.GetFiles(house.Plans).Select(Path.GetFileName));
        // What is ticked is not done again.
        Assert.Single((await house.StartAsync(new { file = path })).GetProperty("items").EnumerateArray());
    }

    [Fact]
    public async Task A_file_that_is_edited_meanwhile_keeps_every_edit_and_a_box_that_is_gone_is_told()
    {
        await using var house = await OpenAsync();
        var path = Path.Combine(house.Plans, "night.md");
        await File.WriteAllTextAsync(path, "- [ ] `container.wait`\n- [ ] `container.touch`\n", TestContext.Current.CancellationToken);
        await house.StartAsync(new { file = "night.md" });
        await house.Door.Operations.Begun;
        await File.WriteAllTextAsync(path, "- [ ] A new thought\n- [ ] `container.wait`\n", TestContext.Current.CancellationToken);
        house.Door.Operations.LetItEnd();
        var plan = await house.UntilAsync(plan => plan.GetProperty("items").EnumerateArray().All(item => item.GetProperty("tick").GetString() != "open"));

        Assert.Equal("- [ ] A new thought\n- [x] `container.wait`\n", await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken));
        Assert.Equal("missing", plan.GetProperty("items")[1].GetProperty("tick").GetString());
        Assert.Equal("done", State(plan, 2));
        var night = await house.BriefingAsync();
        Assert.Contains(night.GetProperty("needsYou").EnumerateArray(), line => line.GetString()!.EndsWith("Its box in night.md could not be ticked.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_is_no_plan_gets_one_clear_error_and_nothing_begins()
    {
        await using var house = await OpenAsync();
        var outside = Path.Combine(house.Door.Storage, "outside.md");
        await File.WriteAllTextAsync(outside, "- [ ] `container.touch`\n", TestContext.Current.CancellationToken);
        File.CreateSymbolicLink(Path.Combine(house.Plans, "link.md"), outside);
        Directory.CreateSymbolicLink(Path.Combine(house.Plans, "away"), house.Door.Storage);
        await File.WriteAllTextAsync(Path.Combine(house.Plans, "done.md"), "- [x] Yesterday\n", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(house.Plans, "plan.txt"), "- [ ] Today\n", TestContext.Current.CancellationToken);
        await File.WriteAllBytesAsync(Path.Combine(house.Plans, "latin.md"), [.. "- [ ] Gr"u8, 0xFC, .. "n\n"u8], TestContext.Current.CancellationToken);
        await File.WriteAllBytesAsync(Path.Combine(house.Plans, "empty.md"), [], TestContext.Current.CancellationToken);

        foreach (var (arguments, said) in new (object, string)[]
        {
            (new { }, "either 'goals', a line each, or a 'file' with boxes"),
            (new { goals = "a", file = "b.md" }, "give one of the two"),
            (new { goals = "# Only a heading\n- [x] done\n-\n" }, "holds no goal that is open"),
            (new { goals = string.Join('\n', Enumerable.Range(0, 1000).Select(n => $"Goal {n}")) }, "has 1000 items; allowed are at most 100 (Plans:Items)"),
            (new { goals = "Fine\n`container.restrat {\"container\": \"x\"}`" }, "Item 2: There is no operation 'container.restrat'"),
            (new { goals = "`container.echo`" }, "Item 1: The argument 'text' is missing"),
            (new { goals = "`container.echo {\"text\": }`" }, "Item 1: What follows 'container.echo' is no JSON object"),
            (new { goals = "`plan.stop`" }, "Item 1: 'plan.stop' is about plans themselves"),
            (new { goals = "Sign in with password=correct-horse" }, "Item 1: It seems to hold a secret"),
            (new { goals = "Ring\u0007" }, "Item 1: It holds a control character"),
            (new { goals = new string('a', 2001) }, "Item 1: It has 2001 characters; allowed are 2000"),
            (new { goals = "a", until = "soon" }, "'until' is 'soon'; allowed is a time of day"),
            (new { goals = "a", until = "2020-01-01" }, "gone by"),
            (new { goals = "a", until = "8d" }, "at most 7 days"),
            (new { goals = "a", steps = 0 }, "steps"),
            (new { file = outside }, "allowed are files in"),
            (new { file = "../outside.md" }, "allowed are files in"),
            (new { file = "link.md" }, "'link.md' is a link, and links are not followed"),
            (new { file = "away/outside.md" }, "'away' is a link, and links are not followed"),
            (new { file = "none.md" }, "there is no such file"),
            (new { file = "plan.txt" }, "allowed are Markdown files"),
            (new { file = "done.md" }, "holds no open box, which is written '- [ ] what to do'"),
            (new { file = "empty.md" }, "it is empty"),
        })
        {
            var answer = await house.Door.PostAsync("/operations/plan.start", JsonSerializer.Serialize(arguments));
            Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
            Assert.Contains(said, answer.Text.Replace("\\u0027", "'", StringComparison.Ordinal), StringComparison.Ordinal);
        }

        Assert.Contains("is not UTF-8 text", (await house.Door.PostAsync("/operations/plan.start", """{"file": "latin.md"}""")).Text, StringComparison.Ordinal);
        Assert.Contains("There is no plan yet", (await house.Door.PostAsync("/operations/plan.show")).Text, StringComparison.Ordinal);
        Assert.Equal(0, house.Door.Operations.Effects);
    }

    [Fact]
    public async Task Without_a_folder_for_plans_no_file_is_read()
    {
        await using var door = new DoorHouse(null, "--Sandbox:TestAtStart=false", "--Inference:Discover=false");
        await door.InitializeAsync();
        var answer = await door.PostAsync("/operations/plan.start", """{"file": "/etc/motd.md"}""");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Contains("Plans:Folders names no folder", answer.Text, StringComparison.Ordinal);
    }
}
