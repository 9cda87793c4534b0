using System.Net;
using System.Text.Json;
using HydraBot.Memory.Stored;
using HydraBot.Testing.Models;
using HydraBot.Tests.Doors.Http;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace HydraBot.Tests.Memory;

/// <summary>What is archived and what lies in the vault: out of what is searched first, and out of what models are told.</summary>
public sealed class ArchiveTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Vectors_of_what_grew_cold_leave_the_server_find_it_in_the_archive_and_return_with_it()
    {
        await using var qdrant = await FakeQdrant.StartAsync();
        await using var house = new DoorHouse(null, $"--Memory:Embeddings:Url={qdrant.Url}/v1", "--Memory:Embeddings:Model=fake", $"--Memory:Qdrant:Url={qdrant.Url}");
        await house.InitializeAsync();
        var cat = await RememberAsync(house, """{"content":"Old whiskers sleeps on the router","importance":0.1}""");
        var printer = await RememberAsync(house, """{"content":"The printer is out of toner"}""");
        await qdrant.HoldsAsync([cat, printer], Stop);
        await house.Services.GetRequiredService<MemoryStore>().WriteAsync(session => session.ExecuteAsync("UPDATE memories SET recorded_at = recorded_at - 100 * 86400000000"), Stop);

        var run = (await house.PostAsync("/memory/consolidate", "{}")).Json.GetProperty("runId").GetGuid();
        await qdrant.LosesAsync([cat], Stop);
        Assert.True(qdrant.Holds(printer));
        Assert.DoesNotContain(await SearchAsync(house, "feline", "&limit=1"), found => found.GetProperty("id").GetGuid() == cat);
        var cold = (await SearchAsync(house, "feline", "&limit=1&archive=true"))[0];
        Assert.Equal(cat, cold.GetProperty("id").GetGuid());
        Assert.Equal("archived", cold.GetProperty("state").GetString());

        Assert.Equal(HttpStatusCode.OK, (await house.PostAsync("/operations/memory.undo", JsonSerializer.Serialize(new { run }))).Status);
        await qdrant.HoldsAsync([cat], Stop);
        Assert.Equal(cat, (await SearchAsync(house, "feline", "&limit=1"))[0].GetProperty("id").GetGuid());
    }

    [Fact]
    public async Task A_secret_and_its_label_are_embedded_by_nobody_and_told_to_no_model_and_people_find_the_label()
    {
        await using var qdrant = await FakeQdrant.StartAsync();
        await using var server = await FakeModelServer.StartAsync(Stop);
        await using var house = new DoorHouse(
            null, $"--Inference:Endpoints:0:Url={server.Url}", "--Inference:Endpoints:0:Name=attic", "--Inference:Discover=false",
            $"--Memory:Embeddings:Url={qdrant.Url}/v1", "--Memory:Embeddings:Model=fake");
        await house.InitializeAsync();
        var secret = await RememberAsync(house, """{"tier":"vault","content":"Wallsafe of the cellar","secret":"Qz7-31-12-88"}""");
        var vault = await RememberAsync(house, """{"tier":"vault","content":"Wallsafe manual, bought in spring"}""");
        // The vector of the manual is made after whatever would have been made of the older label.
        while (!qdrant.Texts.Contains("Wallsafe manual, bought in spring"))
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, Stop);

        Assert.Equal([secret, vault], (await SearchAsync(house, "wallsafe of the cellar", "&tiers=vault")).Select(found => found.GetProperty("id").GetGuid()).Order());
        Assert.Equal(HttpStatusCode.OK, (await house.PostAsync("/operations/chat", """{"prompt":"Where is the wallsafe, and what is in it?"}""")).Status);
        var told = server.Asked.Single().GetRawText();
        Assert.Contains("Wallsafe manual", told, StringComparison.Ordinal);
        Assert.DoesNotContain("Wallsafe of the cellar", told, StringComparison.Ordinal);
        Assert.DoesNotContain("Qz7-31-12-88", told, StringComparison.Ordinal);
        Assert.DoesNotContain(qdrant.Texts, text => text.Contains("Wallsafe of the cellar", StringComparison.Ordinal) || text.Contains("Qz7", StringComparison.Ordinal));
    }

    private static async Task<Guid> RememberAsync(DoorHouse house, string json)
    {
        var answer = await house.PostAsync("/memory", json);
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        return answer.Json.GetProperty("id").GetGuid();
    }

    private static async Task<JsonElement[]> SearchAsync(DoorHouse house, string query, string more = "") =>
        [.. (await house.GetAsync($"/memory/search?q={Uri.EscapeDataString(query)}{more}")).Json.EnumerateArray()];
}
