using System.Text.Json;
using HydraBot.Doors.Http;
using HydraBot.Doors.Mcp.Verbs;
using HydraBot.Governance.Audit;
using HydraBot.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
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

    [Theory]
    [InlineData("{}")]
    [InlineData("{ }")]
    [InlineData("{ \"theme\": \"dark\" }")]
    [InlineData("{ \"mcpServers\": {} }")]
    [InlineData("{\n  \"mcpServers\": { \"x\": {} }\n}\n")]
    [InlineData("// mine\n{ /* servers */ \"mcpServers\": { \"x\": {}, }, \"ü\": [1, 2], }")]
    [InlineData("{ \"mcpServers\": { // comma, here\n    \"x\": 1 } }")]
    public void Taking_back_leaves_the_file_as_it_was_to_the_byte(string before)
    {
        var put = ClientFile.Put(before, "mcpServers", "hydrabot", Entry);

        Assert.Equal(before, ClientFile.Remove(put, "mcpServers", "hydrabot", withContainer: !ClientFile.HasContainer(before, "mcpServers")));
    }

    [Theory]
    [InlineData("{ \"mcpServers\": { \"x\": 1, \"hydrabot\": {} } }", "{ \"mcpServers\": { \"x\": 1 } }")]
    [InlineData("{ \"mcpServers\": { \"x\": 1, /* a, b */ \"hydrabot\": {}, \"y\": 2 } }", "{ \"mcpServers\": { \"x\": 1, /* a, b */ \"y\": 2 } }")]
    [InlineData("{ \"mcpServers\": { \"x\": 1, // a\n\"hydrabot\": {} } }", null)]
    [InlineData("{ \"mcpServers\": { // a\n\"hydrabot\": {} } }", null)]
    [InlineData("{ \"mcpServers\": { \"hydrabot\": {} // a\n, \"y\": 2 } }", null)]
    public void Wherever_it_was_moved_it_comes_out_and_the_rest_is_still_settings(string text, string? expected)
    {
        var without = ClientFile.Remove(text, "mcpServers", "hydrabot", withContainer: false);

        using var read = JsonDocument.Parse(without, new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
        Assert.False(read.RootElement.GetProperty("mcpServers").TryGetProperty("hydrabot", out _));
        if (expected is not null)
            Assert.Equal(expected, without);
    }

    [Fact]
    public async Task Undo_takes_one_entry_back_and_keeps_what_was_written_since()
    {
        using var home = new ClientHome("""{ "mcpServers": { "mine": { "env": { "TOKEN": "another-servers-secret" } } } }""");

        var put = await home.RunAsync("cursor");
        await File.WriteAllTextAsync(home.File, (await File.ReadAllTextAsync(home.File, Stop)).Replace("\"mine\"", "\"later\": {}, \"mine\"", StringComparison.Ordinal), Stop);
        var undone = await home.RunAsync("undo");

        Assert.Equal("""{ "mcpServers": { "later": {}, "mine": { "env": { "TOKEN": "another-servers-secret" } } } }""", await File.ReadAllTextAsync(home.File, Stop));
        Assert.Contains("+ \"hydrabot\"", put, StringComparison.Ordinal);
        Assert.Contains("- \"hydrabot\"", undone, StringComparison.Ordinal);
        Assert.DoesNotContain("another-servers-secret", put + undone, StringComparison.Ordinal);
        Assert.Equal(["mcp.json"], Directory.GetFiles(Path.GetDirectoryName(home.File)!).Select(Path.GetFileName));
    }

    [Fact]
    public async Task An_entry_that_stood_there_comes_back_and_its_secrets_are_not_shown()
    {
        const string Before = """{ "mcpServers": { "hydrabot": { "command": "old", "env": { "X": "its-own-secret" } } } }""";
        using var home = new ClientHome(Before);

        var said = await home.RunAsync("cursor") + await home.RunAsync("cursor") + await home.RunAsync("undo");

        Assert.Equal(Before, await File.ReadAllTextAsync(home.File, Stop));
        Assert.Contains("\"command\":\"old\"", said, StringComparison.Ordinal);
        Assert.DoesNotContain("its-own-secret", said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("claude-code", "mcpServers", true)]
    [InlineData("claude-desktop", "mcpServers", false)]
    [InlineData("cursor", "mcpServers", false)]
    [InlineData("vscode", "servers", true)]
    public async Task Each_client_gets_its_own_form_of_entry_and_undo_leaves_nothing(string name, string container, bool typed)
    {
        using var home = new ClientHome(before: null);

        var said = await home.RunAsync(name);
        var file = home.Known(name).File;
        using (var written = JsonDocument.Parse(await File.ReadAllTextAsync(file, Stop)))
        {
            var entry = written.RootElement.GetProperty(container).GetProperty("hydrabot");
            Assert.Equal(typed, entry.TryGetProperty("type", out var type) && type.GetString() == "stdio");
            Assert.Contains("mcp", entry.GetProperty("args").EnumerateArray().Select(argument => argument.GetString()));
        }

        Assert.Contains("+ \"hydrabot\"", said, StringComparison.Ordinal);
        Assert.Contains(file, said, StringComparison.Ordinal);
        await home.RunAsync("undo");
        Assert.False(File.Exists(file));
    }

    [Fact]
    public async Task A_file_that_was_not_there_is_gone_again()
    {
        using var home = new ClientHome(before: null);

        await home.RunAsync("cursor");
        Assert.True(File.Exists(home.File));
        await home.RunAsync("undo");

        Assert.False(File.Exists(home.File));
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>Somebody's home with one client in it.</summary>
    private sealed class ClientHome : IDisposable
    {
        private readonly DirectoryInfo _home = Directory.CreateTempSubdirectory("hydrabot-register-");

        public ClientHome(string? before)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(File)!);
            if (before is not null)
                System.IO.File.WriteAllText(File, before);
        }

        public string File => Path.Combine(_home.FullName, ".cursor", "mcp.json");

        public KnownClient Known(string name) => KnownClient.All(_home.FullName, _home.FullName).Single(client => client.Name == name);

        public async Task<string> RunAsync(string what)
        {
            var verb = new RegisterVerb(new ApplicationPaths(new ConfigurationBuilder().Build()), Options.Create(new HttpDoorOptions()), new SecretMask([]));
            await using var said = new StringWriter();
            Assert.Equal(0, await verb.RunAsync(what, _home.FullName, _home.FullName, said, Stop));
            return said.ToString();
        }

        public void Dispose() => _home.Delete(recursive: true);
    }
}
