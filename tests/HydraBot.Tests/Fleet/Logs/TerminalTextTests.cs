using HydraBot.Fleet.Logs;
using Xunit;

namespace HydraBot.Tests.Fleet.Logs;

public class TerminalTextTests
{
    [Theory]
    [InlineData("\u001b[31mred\u001b[0m and \u001b[1;38;5;200mpink\u001b[m", "red and pink")]
    [InlineData("\u001b]0;title\u0007text", "text")]
    [InlineData("\u001b]8;;http://x\u001b\\link\u001b]8;;\u001b\\", "link")]
    [InlineData("10 %\r50 %\r100 %\r\ndone\r\n", "100 %\ndone\n")]
    [InlineData("a\u0000b\u0008c\td", "abc\td")]
    [InlineData("\u001b[2K\u001b[1Gnpm", "npm")]
    [InlineData("\u001bMup", "up")]
    [InlineData("\u001b]never ended\nnext", "\nnext")]
    [InlineData("Grüße 🐍\n", "Grüße 🐍\n")]
    public void What_was_meant_for_a_terminal_becomes_plain_lines(string written, string shown) => Assert.Equal(shown, TerminalText.Plain(written));
}
