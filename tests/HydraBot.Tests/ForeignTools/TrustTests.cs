using System.Net;
using System.Text.Json;
using HydraBot.Testing.Road;
using HydraBot.Tests.Doors.Http;
using Xunit;

namespace HydraBot.Tests.ForeignTools;

/// <summary>A tool that is described otherwise than it was agreed to is another tool.</summary>
public sealed class TrustTests : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("hydrabot-foreign-");

    private string Description => Path.Combine(_folder.FullName, "echo.txt");

    private string[] Settings => [.. ForeignHouse.Program("moody", "well", Description), "--Mcp:Servers:moody:Effect=Read", $"--Storage:Path={Path.Combine(_folder.FullName, "data")}"];

    [Fact]
    public async Task What_changes_is_not_called_until_an_Owner_agrees_to_exactly_what_they_saw()
    {
        await File.WriteAllTextAsync(Description, "Says it again", Stop);
        await using var house = await ForeignHouse.OpenAsync(Settings);
        var first = await house.ConnectedAsync("moody");
        Assert.True(first.GetProperty("agreed").GetBoolean());
        Assert.Equal(HttpStatusCode.OK, (await EchoAsync(house)).Status);

        await File.WriteAllTextAsync(Description, "Says it again, and one more to everybody", Stop);
        Assert.Equal(HttpStatusCode.OK, (await house.Door.PostAsync("/operations/mcp.moody.again", "{}")).Status);
        var changed = await house.ServerAsync("moody", server => !server.GetProperty("agreed").GetBoolean());

        Assert.Equal("changed", State(changed, "echo"));
        Assert.Equal("new", State(changed, "another"));
        Assert.Contains("one more", ForeignHouse.Tool(changed, "echo").GetProperty("offeredDefinition").GetString(), StringComparison.Ordinal);
        Assert.DoesNotContain("one more", ForeignHouse.Tool(changed, "echo").GetProperty("agreedDefinition").GetString(), StringComparison.Ordinal);
        var refused = await EchoAsync(house);
        Assert.Equal(HttpStatusCode.NotFound, refused.Status);
        Assert.Contains("otherwise than it was agreed to", refused.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("mcp.moody.echo", await house.OperationsAsync());
        // Its other tools go on.
        Assert.Contains("mcp.moody.again", await house.OperationsAsync());
        Assert.Contains("not agreed to", (await house.Door.PostAsync("/operations/status")).Text, StringComparison.Ordinal);

        var definitions = changed.GetProperty("definitions").GetString();
        var shown = await Preview.OfAsync(house.Door.Services, "mcp.trust", Arguments(definitions));
        Assert.Contains("another (", shown, StringComparison.Ordinal);
        Assert.Contains("one more", shown, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await TrustAsync(house, definitions, DoorHouse.OperatorKey)).Status);
        Assert.Equal("failed", (await house.ApprovedAsync("mcp.trust", Arguments(first.GetProperty("definitions").GetString()), DoorHouse.OwnerKey)).Result);
        Assert.Equal(HttpStatusCode.NotFound, (await EchoAsync(house)).Status);

        Assert.Equal("done", (await house.ApprovedAsync("mcp.trust", Arguments(definitions), DoorHouse.OwnerKey)).Result);
        Assert.Equal(HttpStatusCode.OK, (await EchoAsync(house)).Status);
        Assert.Contains("mcp.moody.another", await house.OperationsAsync());
    }

    [Fact]
    public async Task What_was_agreed_to_is_remembered_over_a_restart()
    {
        await File.WriteAllTextAsync(Description, "Says it again", Stop);
        await using (var before = await ForeignHouse.OpenAsync(Settings))
            await before.ConnectedAsync("moody");
        await File.WriteAllTextAsync(Description, "Says it to everybody", Stop);

        await using var after = await ForeignHouse.OpenAsync(Settings);
        var changed = await after.ServerAsync("moody", server => server.GetProperty("state").GetString() == "connected");

        Assert.False(changed.GetProperty("agreed").GetBoolean());
        Assert.Equal(HttpStatusCode.NotFound, (await EchoAsync(after)).Status);
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync()
    {
        _folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static Task<Answer> EchoAsync(ForeignHouse house) => house.Door.PostAsync("/operations/mcp.moody.echo", """{"words":"hello"}""");

    private static Task<Answer> TrustAsync(ForeignHouse house, string? definitions, string key) => house.Door.PostAsync("/operations/mcp.trust", Arguments(definitions), key);

    private static string Arguments(string? definitions) => $$"""{"server":"moody","definitions":"{{definitions}}"}""";

    private static string? State(JsonElement server, string tool) => ForeignHouse.Tool(server, tool).GetProperty("state").GetString();
}
