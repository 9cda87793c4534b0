using System.Text.Json;
using HydraBot.ClaudeCode.Permissions;
using HydraBot.ClaudeCode.Posts;
using Xunit;

namespace HydraBot.Tests.ClaudeCode;

public class ToolTextTests
{
    [Theory]
    [InlineData("Bash", """{"command":"rm -rf build","description":"Cleans"}""", "rm -rf build")]
    [InlineData("Bash", """{"command":"ls \u202e tr"}""", "ls  tr")]
    [InlineData("Edit", """{"file_path":"/a.cs","old_string":"one\ntwo\nthree","new_string":"one\n2\nthree"}""", "--- /a.cs\n+++ /a.cs\n@@ -1,3 +1,3 @@\n one\n-two\n+2\n three")]
    [InlineData("Write", """{"file_path":"/new","content":"x\ny\n"}""", "--- /new\n+++ /new\n@@ -1,0 +1,2 @@\n+x\n+y")]
    [InlineData("WebFetch", """{"url":"https://example.org","prompt":"?"}""", "https://example.org")]
    public void What_is_asked_is_shown_exactly_and_nothing_hides_in_it(string tool, string input, string shown) =>
        Assert.Equal(shown, ToolText.Of(tool, JsonElement.Parse(input)));

    [Fact]
    public void A_tool_that_nobody_knows_is_shown_with_all_of_its_input() =>
        Assert.Contains("\"deep\": {", ToolText.Of("mcp__x__y", JsonElement.Parse("""{"deep":{"er":1}}""")), StringComparison.Ordinal);

    [Theory]
    [InlineData("""[{"type":"addRules","behavior":"allow","destination":"localSettings","rules":[{"toolName":"Bash","ruleContent":"npm test:*"}]}]""", "Bash(npm test:*) in this project")]
    [InlineData("""[{"type":"setMode","mode":"acceptEdits","destination":"session"},{"type":"addDirectories","directories":["/w"],"destination":"session"}]""", "every edit in this session; work in /w in this session")]
    [InlineData("""[{"type":"setMode","mode":"bypassPermissions","destination":"session"}]""", "")]
    [InlineData("""[{"type":"addRules","behavior":"deny","rules":[{"toolName":"Bash"}]}]""", "")]
    [InlineData("""null""", "")]
    public void For_good_is_offered_what_allows_something_and_never_the_end_of_all_asking(string suggestions, string words)
    {
        var (json, said) = Suggestion.Of(JsonElement.Parse(suggestions));
        Assert.Equal(words, said);
        Assert.Equal(words.Length == 0, json is null);
    }

    [Fact]
    public void The_list_of_things_to_do_shows_what_is_done_and_what_is_at_hand()
    {
        var card = ToolCards.Todo(JsonElement.Parse("""{"todos":[{"content":"A","status":"completed","activeForm":"Doing A"},{"content":"B","status":"in_progress","activeForm":"Doing B"},{"content":"C","status":"pending"}]}"""))!;
        Assert.Equal(("To do: 1 of 3", "✅ ~~A~~\n▶️ **Doing B**\n▫️ C"), (card.Title, card.Text));
    }
}
