using HydraBot.Discord.Model;
using Xunit;

namespace HydraBot.Tests.Discord.Model;

public class MarkdownTests
{
    [Theory]
    [InlineData("plain text, really. (yes!)", "plain text, really. (yes!)")]
    [InlineData("**bold** _it_ ~~no~~ `code` ||spoiler||", @"\*\*bold\*\* \_it\_ \~\~no\~\~ \`code\` \|\|spoiler\|\|")]
    [InlineData("@everyone <@6> <#7>", @"\@everyone \<\@6\> \<#7\>")]
    [InlineData("# head\n-# small\n- item\nx - y # z", "\\# head\n\\-# small\n\\- item\nx - y # z")]
    [InlineData(@"C:\dir [a](b)", @"C:\\dir \[a\](b)")]
    [InlineData(":smile: 12:30", @"\:smile: 12:30")]
    public void Text_shows_as_it_is(string text, string escaped) => Assert.Equal(escaped, Markdown.Escape(text));

    [Fact]
    public void A_fence_inside_a_code_block_does_not_end_it()
    {
        var block = Markdown.CodeBlock("a```b", "sh");
        Assert.StartsWith("```sh\n", block, StringComparison.Ordinal);
        Assert.Equal(3, block.Split("```").Length);
    }
}
