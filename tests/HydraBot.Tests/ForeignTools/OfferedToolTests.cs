using System.Text;
using System.Text.Json;
using HydraBot.Doors.Ask;
using HydraBot.ForeignTools.Connections;
using HydraBot.ForeignTools.Definitions;
using HydraBot.Governance.Operations;
using ModelContextProtocol.Protocol;
using Xunit;

namespace HydraBot.Tests.ForeignTools;

/// <summary>What strangers write is read without harm, whatever it is.</summary>
public sealed class OfferedToolTests
{
    private static readonly JsonElement Schema = JsonElement.Parse("""{"type":"object","properties":{"a":{"type":"string"}}}""");

    [Theory]
    [InlineData("""{"type":"object","required":"a","properties":[1]}""")]
    [InlineData("""{"type":["object",7],"properties":{"a":true,"b":null,"c":{"type":"text"}},"required":[1,"zz"]}""")]
    [InlineData("""{"properties":{"a":{"enum":"x","minimum":"low","maximum":1e999,"minLength":1.5,"maxLength":99999999999,"items":[1]}},"additionalProperties":{"type":"string"}}""")]
    [InlineData("""{"type":"object","properties":{"a":{"$ref":"#/properties/a"}},"allOf":[{"required":["b"]}],"additionalProperties":false}""")]
    [InlineData("[]")]
    [InlineData("null")]
    public void Any_schema_becomes_one_that_the_house_can_read(string schema)
    {
        var plain = OfferedSchema.Arguments(JsonElement.Parse(schema));

        Assert.Equal("object", plain.GetProperty("type").GetString());
        foreach (var arguments in (string[])["{}", """{"a":"x"}""", """{"a":1,"b":[{}],"zz":null}"""])
            Assert.NotNull(ArgumentCheck.Problems(plain, JsonElement.Parse(arguments)));
    }

    [Fact]
    public void A_schema_without_a_floor_has_one_here()
    {
        var deep = string.Concat(Enumerable.Repeat("""{"type":"object","properties":{"a":""", 25)) + "{}" + string.Concat(Enumerable.Repeat("}}", 25));
        Assert.True(OfferedSchema.Arguments(JsonElement.Parse(deep)).GetRawText().Length < 1200);
    }

    [Fact]
    public void A_schema_that_would_fill_a_models_context_becomes_small()
    {
        var much = string.Join(',', Enumerable.Range(0, 200).Select(_ => $$"""{"description":"{{new string('x', 500)}}","type":"string"}""").Select((property, at) => $"\"p{at}\":{property}"));
        var plain = OfferedSchema.Arguments(JsonElement.Parse($$"""{"type":"object","properties":{ {{much}} },"additionalProperties":false}"""));

        Assert.True(plain.GetRawText().Length < 8192);
        Assert.Equal("string", plain.GetProperty("properties").GetProperty("p0").GetProperty("type").GetString());
        // What was left out still reaches the server, which judges it.
        Assert.Empty(ArgumentCheck.Problems(plain, JsonElement.Parse("""{"p199":"x"}""")));
    }

    [Fact]
    public void Every_word_of_a_definition_counts()
    {
        var tool = new Tool { Name = "t", Description = "Does it", InputSchema = Schema };
        var hash = OfferedTool.Of(tool)!.Sha256;

        Assert.Equal(hash, OfferedTool.Of(new Tool { Name = "t", Description = "Does it", InputSchema = JsonElement.Parse("""{"properties":{"a":{"type":"string"}},"type":"object"}""") })!.Sha256);
        Assert.NotEqual(hash, OfferedTool.Of(new Tool { Name = "t", Description = "Does it.", InputSchema = Schema })!.Sha256);
        Assert.NotEqual(hash, OfferedTool.Of(new Tool { Name = "t", Description = "Does it", Title = "T", InputSchema = Schema })!.Sha256);
        Assert.NotEqual(hash, OfferedTool.Of(new Tool { Name = "t", Description = "Does it", InputSchema = JsonElement.Parse("""{"type":"object","properties":{"a":{"type":"string","description":"x"}}}""") })!.Sha256);
        Assert.NotEqual(hash, OfferedTool.Of(new Tool { Name = "t", Description = "Does it", InputSchema = Schema, Annotations = new ToolAnnotations { ReadOnlyHint = true } })!.Sha256);
    }

    [Fact]
    public void No_two_operations_have_one_name_for_a_model_and_every_name_is_one_that_APIs_take()
    {
        string[] operations =
        [
            "mcp.servers", "container.restart", "claude.hooks.install", "mcp.a.b_c", "mcp.a.b.c", "mcp.a.b-c", "mcp.a-b.c", $"mcp.a.{new string('x', 128)}", $"mcp.a.{new string('x', 127)}y", $"mcp.a.{new string('x', 127)}",
        ];

        var names = operations.Select(ToolName.Of).ToArray();

        Assert.Equal(operations.Length, names.Distinct(StringComparer.Ordinal).Count());
        Assert.All(names, name => Assert.Matches("^[a-zA-Z0-9_-]{1,64}$", name));
        Assert.Equal("container_restart", names[1]);
    }

    [Theory]
    [InlineData(1, "short\nshort\nshort\nshort\n", true)]
    [InlineData(1, "much too long for one message", false)]
    [InlineData(2, "data: ab\r\n\r\ndata: cd\r\n\r\n", true)]
    [InlineData(2, "data: ab\ndata: cd\ndata: ef\n\n", false)]
    [InlineData(0, "a\na\na\na\na\na\na\na\na\n", false)]
    public async Task A_message_has_an_end_and_many_messages_have_none(int lines, string said, bool fits)
    {
        await using var stream = new BoundedStream(new MemoryStream(Encoding.ASCII.GetBytes(said)), new MessageLimit(14), lines);
        using var reader = new StreamReader(stream, Encoding.ASCII, false, 3);

        if (fits)
            Assert.Equal(said, await reader.ReadToEndAsync(TestContext.Current.CancellationToken));
        else
            await Assert.ThrowsAsync<OversizeException>(() => reader.ReadToEndAsync(TestContext.Current.CancellationToken));
    }
}
