using System.Text;
using HydraBot.Sandbox.Running;
using Xunit;

namespace HydraBot.Tests.Sandbox;

/// <summary>Bytes out of the sandbox: nothing in them is trusted.</summary>
public sealed class OutputTests
{
    private const string Mark = "0123456789abcdef";

    /// <summary>However the bytes are cut on their way, output and report come out the same.</summary>
    [Fact]
    public void The_mark_is_found_at_whatever_place_the_bytes_are_cut()
    {
        var bytes = Encoding.ASCII.GetBytes($"out\0HYDRA:\0\0HYDRA:{Mark[..5]}\0HYDRA:{Mark}\nexit 3\nfile 4 61\nend\nlate 1\nend\n");
        for (var size = 1; size <= bytes.Length; size++)
        {
            var collector = new OutputCollector(Mark, 1000);
            collector.Add(error: true, Encoding.ASCII.GetBytes($"err\0HYDRA:{Mark}\n"));
            foreach (var part in bytes.Chunk(size))
            {
                Assert.False(collector.IsComplete);
                collector.Add(error: false, part);
            }

            Assert.True(collector.IsComplete);
            Assert.Equal($"out\0HYDRA:\0\0HYDRA:{Mark[..5]}", collector.Output.Text());
            Assert.Equal("err", collector.Error.Text());
            var report = WorkerReport.Read(collector.Report);
            Assert.Equal((3, true), (report.ExitCode, report.IsLate));
            Assert.Equal("end\n", Encoding.ASCII.GetString(Assert.Single(report.Files).Content));
        }
    }

    [Fact]
    public void What_only_looked_like_a_mark_is_output_after_all()
    {
        var collector = new OutputCollector(Mark, 1000);
        collector.Add(error: false, "a\0HYDRA:01"u8);
        Assert.Equal("a", collector.Output.Text());
        collector.End();
        Assert.Equal("a\0HYDRA:01", collector.Output.Text());
    }

    [Theory]
    [InlineData("exit -1\nend\n")]
    [InlineData("exit 99999999999999999999\nend\n")]
    [InlineData("file 9999999999 61\nend\n")]
    [InlineData("file -5 61\nend\n")]
    [InlineData("file 3 zz\nabcend\n")]
    [InlineData("peak x\noom\nlate\nskip\n\n\nend\n")]
    public void A_report_that_is_none_does_no_harm(string text)
    {
        var report = WorkerReport.Read(Encoding.ASCII.GetBytes(text));
        Assert.InRange(report.ExitCode, 0, 255);
        Assert.All(report.Files, file => Assert.Null(FileNames.Read(file.Name)));
    }

    [Theory]
    [InlineData("é", 1, "")]
    [InlineData("aé", 2, "a")]
    [InlineData("a🐉b", 4, "a")]
    [InlineData("a🐉b", 5, "a🐉")]
    [InlineData("abc", 3, "abc")]
    public void A_character_is_not_cut_in_half(string written, int most, string kept)
    {
        var output = new CappedOutput(most);
        output.Add(Encoding.UTF8.GetBytes(written));
        Assert.Equal(kept, output.Text());
    }

    [Theory]
    [InlineData("a.txt", true)]
    [InlineData("a/b c/ü.txt", true)]
    [InlineData("", false)]
    [InlineData("..", false)]
    [InlineData("a/../b", false)]
    [InlineData("/a", false)]
    [InlineData("a//b", false)]
    [InlineData("./a", false)]
    [InlineData("a\\b", false)]
    [InlineData("a\u0000b", false)]
    [InlineData("a\u001b[31m", false)]
    [InlineData("a\u202eb", false)]
    [InlineData("a\u200bb", false)]
    public void Only_plain_paths_below_the_folder_come_out(string name, bool comes) =>
        Assert.Equal(comes ? name : null, FileNames.Read(Encoding.UTF8.GetBytes(name)));

    [Fact]
    public void A_name_that_is_no_utf8_does_not_come_out() => Assert.Null(FileNames.Read([0x61, 0xff]));

    [Theory]
    [InlineData("\u001b[31mred\u001b[0m", "red")]
    [InlineData("\u001b]0;title\u0007text", "text")]
    [InlineData("a\u0000b\u0008c", "abc")]
    [InlineData("x\u202ey", "xy")]
    [InlineData("``` @here", "`\u200b`` @\u200bhere")]
    public void Output_has_no_way_out_of_its_block(string written, string shown) => Assert.Equal(shown, OutputBlock.Plain(written));
}
