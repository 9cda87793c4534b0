using System.Diagnostics;
using System.Text.Json.Nodes;
using HydraBot.Testing;
using Xunit;

namespace HydraBot.EndToEndTests.Peers;

/// <summary>Asks the peers' scripts what they think of what was sent.</summary>
internal static class ShapeCheck
{
    private static string Types => Path.Combine(Path.GetDirectoryName(PeerProcess.Folder)!, "shapes");

    /// <summary>Discord's OpenAPI document, or the test is skipped.</summary>
    public static string Document()
    {
        PeerProcess.Require();
        var document = Path.GetFullPath(Path.Combine(PeerProcess.Folder, "..", "..", "..", "..", "..", "shared", "data", "discord-openapi.json"));
        Parts.Require(File.Exists(document), $"Discord's OpenAPI document is not at {document}");
        return document;
    }

    /// <summary>discord-api-types, or the test is skipped.</summary>
    public static void RequireTypes() =>
        Parts.Require(Directory.Exists(Path.Combine(Types, "node_modules")), $"The npm packages are missing: npm ci --prefix {Types}");

    /// <summary>Answers of the emulator.</summary>
    public static Task<JsonNode> AnswersAsync(string document, JsonArray samples) => AskAsync(PeerProcess.Folder, "validate.mjs", samples, ("OPENAPI", document));

    /// <summary>Requests of the client.</summary>
    public static Task<JsonNode> RequestsAsync(string document, JsonArray samples) => AskAsync(PeerProcess.Folder, "validate-requests.mjs", samples, ("OPENAPI", document));

    /// <summary>Frames of a gateway, of its server's or of its client's side.</summary>
    public static Task<JsonNode> FramesAsync(string side, IEnumerable<JsonNode> frames) =>
        AskAsync(Types, "gateway.mjs", [.. frames.Select(frame => new JsonObject { ["side"] = side, ["frame"] = frame.DeepClone() })]);

    /// <summary>Fails with all that was found.</summary>
    public static void None(JsonNode verdict)
    {
        var findings = verdict["findings"]!.AsArray().Select(finding => finding!.GetValue<string>()).ToList();
        Assert.True(findings.Count == 0, string.Join('\n', findings));
    }

    private static async Task<JsonNode> AskAsync(string folder, string script, JsonArray input, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo("node", script) { WorkingDirectory = folder, RedirectStandardInput = true, RedirectStandardOutput = true };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        using var node = Process.Start(start)!;
        await node.StandardInput.WriteAsync(input.ToJsonString().AsMemory(), TestContext.Current.CancellationToken);
        node.StandardInput.Close();
        var said = await node.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await node.WaitForExitAsync(TestContext.Current.CancellationToken);
        return JsonNode.Parse(said)!;
    }
}
