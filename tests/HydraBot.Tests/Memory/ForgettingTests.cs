using System.Net;
using System.Text.Json;
using HydraBot.Inference.Cache;
using HydraBot.Testing.Models;
using HydraBot.Tests.Doors.Http;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace HydraBot.Tests.Memory;

/// <summary>What was said to a model is forgotten wherever a copy of it was kept.</summary>
public sealed class ForgettingTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_forgotten_turn_of_a_conversation_is_gone_from_its_copies_and_the_cache_and_others_stay()
    {
        await using var server = await FakeModelServer.StartAsync(Stop);
        server.Answer = exchange => exchange.SayAsync("Noted: ", Last(exchange));
        await using var house = new DoorHouse(null, $"--Inference:Endpoints:0:Url={server.Url}", "--Inference:Endpoints:0:Name=attic", "--Inference:Discover=false");
        await house.InitializeAsync();
        var (forgotten, kept) = ($"zebra{Guid.CreateVersion7():N}", $"quagga{Guid.CreateVersion7():N}");
        foreach (var word in (string[])[forgotten, kept])
            Assert.Equal(HttpStatusCode.OK, (await house.PostAsync("/operations/chat", JsonSerializer.Serialize(new { prompt = $"The alarm code is {word}" }))).Status);
        var before = await house.StoredAsync();
        Assert.All((string[])[forgotten, kept], word => Assert.Contains(word, before, StringComparison.Ordinal));
        Assert.NotEqual(0, house.Services.GetRequiredService<SemanticCache>().Size.Entries);

        var turns = (await house.GetAsync($"/memory/search?q={forgotten}")).Json.EnumerateArray()
            .Where(turn => turn.GetProperty("content").GetString()!.Contains(forgotten, StringComparison.Ordinal)).Select(turn => turn.GetProperty("id").GetGuid()).ToArray();
        Assert.Equal(2, turns.Length);
        foreach (var turn in turns)
        {
            var gone = await house.PostAsync("/operations/memory.forget", JsonSerializer.Serialize(new { id = turn }));
            Assert.Equal(HttpStatusCode.OK, gone.Status);
            Assert.Contains("conversations", gone.Json.GetProperty("stores").EnumerateArray().Select(store => store.GetString()));
        }

        var after = await house.StoredAsync();
        Assert.DoesNotContain(forgotten, after, StringComparison.Ordinal);
        Assert.Contains(kept, after, StringComparison.Ordinal);
        Assert.Equal(0, house.Services.GetRequiredService<SemanticCache>().Size.Entries);

        // The next question is asked without it, and with what was not forgotten.
        await house.PostAsync("/operations/chat", """{"prompt":"What did I say about codes?"}""");
        var asked = server.Asked.Last().GetRawText();
        Assert.DoesNotContain(forgotten, asked, StringComparison.Ordinal);
        Assert.Contains(kept, asked, StringComparison.Ordinal);
    }

    private static string Last(ModelExchange exchange) => exchange.Question.GetProperty("messages").EnumerateArray().Last().GetProperty("content") switch
    {
        { ValueKind: JsonValueKind.String } text => text.GetString()!,
        var parts => string.Concat(parts.EnumerateArray().Select(part => part.GetProperty("text").GetString())),
    };
}
