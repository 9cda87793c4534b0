using System.Text.Json;
using HydraBot.Doors.Mcp.Verbs;
using Xunit;

namespace HydraBot.Tests.Doors.Mcp;

/// <summary>A client's settings get one entry, and keep everything else.</summary>
public sealed class RegisterTests
{
    private const string Entry = """{"command":"/opt/HydraBot","args":["mcp"]}""";

    [Theory]
    [InlineData("", "{\n  \"mcpServers\": {\n    \"hydrabot\": ENTRY\n  }\n}\n")]
    [InlineData("{}", "{\n  \"mcpServers\": {\n    \"hydrabot\": ENTRY\n  }}")]
    [InlineData("{ \"theme\": \"dark\" }", "{\n  \"mcpServers\": {\n    \"hydrabot\": ENTRY\n  }, \"theme\": \"dark\" }")]
    [InlineData("{ \"mcpServers\": {} }", "{ \"mcpServers\": {\n    \"hydrabot\": ENTRY\n  } }")]
    [InlineData("{ \"mcpServers\": { \"x\": {} } }", "{ \"mcpServers\": {\n    \"hydrabot\": ENTRY, \"x\": {} } }")]
    [InlineData("{ \"mcpServers\": { \"x\": {}, \"hydrabot\": {\"command\": \"old\"}, \"y\": 1 } }", "{ \"mcpServers\": { \"x\": {}, \"hydrabot\": ENTRY, \"y\": 1 } }")]
    [InlineData("// mine\n{ /* servers */ \"mcpServers\": { \"x\": {}, }, \"ü\": [1, 2], }", "// mine\n{ /* servers */ \"mcpServers\": {\n    \"hydrabot\": ENTRY, \"x\": {}, }, \"ü\": [1, 2], }")]
    [InlineData("{ \"other\": { \"mcpServers\": { \"hydrabot\": 1 } } }", "{\n  \"mcpServers\": {\n    \"hydrabot\": ENTRY\n  }, \"other\": { \"mcpServers\": { \"hydrabot\": 1 } } }")]
    public void One_entry_comes_in_and_every_other_byte_stays(string before, string after)
    {
        var put = ClientFile.Put(before, "mcpServers", "hydrabot", Entry);

        Assert.Equal(after.Replace("ENTRY", Entry, StringComparison.Ordinal), put);
        Assert.Equal(put, ClientFile.Put(put, "mcpServers", "hydrabot", Entry));
        JsonDocument.Parse(put, new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true }).Dispose();
    }

    [Theory]
    [InlineData("{ broken")]
    [InlineData("[]")]
    [InlineData("{ \"mcpServers\": 5 }")]
    public void What_is_no_settings_file_is_not_written(string text) =>
        Assert.ThrowsAny<JsonException>(() => ClientFile.Put(text, "mcpServers", "hydrabot", Entry));
}
