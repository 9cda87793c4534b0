using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using HydraBot.Doors.Mcp.Tools;
using HydraBot.Governance.Audit;
using Microsoft.Extensions.DependencyInjection;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using Xunit;

namespace HydraBot.Tests.Doors.Mcp;

/// <summary>What models are told of the tools changes only where somebody looked at the change.</summary>
public sealed class ToolSnapshotTests(McpFixture fixture) : IClassFixture<McpFixture>
{
    private static string File => Path.Combine(AppContext.BaseDirectory, "Doors", "Mcp", "tools.sha256");

    [Fact]
    public void Every_tool_is_defined_as_it_was_reviewed()
    {
        var now = fixture.House.Services.GetRequiredService<ToolCatalog>().All
            .Where(tool => !StandIns.Names.Contains(tool.Operation.Name)).Select(tool => $"{Hash(tool.Definition)}  {tool.Definition.Name}").ToArray();
        var reviewed = System.IO.File.ReadAllLines(File).Where(line => line.Length > 0).ToArray();

        var changed = now.Except(reviewed).Select(line => $"+ {line}").Concat(reviewed.Except(now).Select(line => $"- {line}")).ToArray();

        Assert.True(changed.Length == 0, $"These definitions are not the reviewed ones. Read them (HydraBot mcp, tools/list), then put the lines into tests/HydraBot.Tests/Doors/Mcp/tools.sha256:\n{string.Join('\n', changed)}");
    }

    [Fact]
    public void A_hash_sees_each_part_of_a_definition()
    {
        var tool = fixture.House.Services.GetRequiredService<ToolCatalog>().All[0].Definition;
        var before = Hash(tool);

        string[] others =
        [
            Hash(Changed(tool, copy => copy.Description += " ")),
            Hash(Changed(tool, copy => copy.InputSchema = JsonElement.Parse("""{"type": "object", "properties": {"x": {"type": "string"}}}"""))),
            Hash(Changed(tool, copy => copy.Annotations!.ReadOnlyHint = copy.Annotations.ReadOnlyHint is not true)),
        ];

        Assert.DoesNotContain(before, others);
        Assert.Equal(before, Hash(Changed(tool, _ => { })));
    }

    private static Tool Changed(Tool tool, Action<Tool> change)
    {
        var copy = JsonSerializer.Deserialize<Tool>(JsonSerializer.Serialize(tool, McpJsonUtilities.DefaultOptions), McpJsonUtilities.DefaultOptions)!;
        change(copy);
        return copy;
    }

    /// <summary>Of all that a client is told, whatever the order of its members.</summary>
    private static string Hash(Tool tool) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(CanonicalJson.Write(JsonSerializer.SerializeToElement(tool, McpJsonUtilities.DefaultOptions)))));
}
