using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using HydraBot.Testing.Drivers;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace HydraBot.EndToEndTests.Browser;

/// <summary>The house's work on itself as people look at it, on a phone and at a desk: a proposal, the archive's tree, the trend of what was measured.</summary>
[Collection(ThePage.Name)]
public sealed class ImprovementOnThePageTests(Chromium chromium)
{
    private const string Better = """{"memory.retrieval.words":0.46,"memory.retrieval.meaning":0.28}""";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_proposal_the_archive_and_the_trend_are_read_on_a_phone_and_at_a_desk()
    {
        await using var house = await HouseProcess.StartAsync(Token, null, "--Inference:Discover=false", "--Sandbox:TestAtStart=false", "--Improvement:Search:Enabled=false", "--Improvement:MostPairs=150");
        using var key = house.OwnerKey();
        key.Timeout = TimeSpan.FromMinutes(4);
        await FillAsync(house, key);

        foreach (var screen in (Screen[])[Screen.Phone, Screen.Desk])
        {
            await using var context = await chromium.NewContextAsync(screen);
            var page = new EmulatorPage(await context.NewPageAsync(), house.Page, screen);
            await page.OpenAsync("owner", "command");

            await page.Composer.RunAsync("improvement proposal", ("proposal", "1"));
            var proposal = page.Message("/improvement proposal").Embed("Proposal 1: Words count");
            await Expect(proposal).ToContainTextAsync("- memory.retrieval.words = 0");
            await Expect(proposal).ToContainTextAsync("+ memory.retrieval.words = 0.46");
            await Expect(proposal).ToContainTextAsync("recall, sealed");
            await IsWholeAsync(page, "improvement-proposal");

            await page.Composer.RunAsync("improvement archive");
            await IsSeenAsync(page.Message("/improvement archive").Embed("The archive"));
            await IsWholeAsync(page, "improvement-archive");

            await page.Composer.RunAsync("benchmark history");
            await IsSeenAsync(page.Message("/benchmark history").Embed("History"));
            await IsWholeAsync(page, "benchmark-history");

            await page.Composer.RunAsync("improvement status");
            await Expect(page.Message("/improvement status").Root).ToContainTextAsync("GPU min");
            await IsWholeAsync(page, "improvement-status");
            await page.Composer.RunAsync("improvement experiment_plan", ("proposal", "2"));
            await Expect(page.Message("/improvement experiment_plan").Root).ToContainTextAsync("memory.helpful");
            await IsWholeAsync(page, "experiment-plan");
            Assert.Empty(page.Problems);
        }
    }

    /// <summary>One proposal in force, one that was turned away, what a search kept, and two runs of some suites.</summary>
    private static async Task FillAsync(HouseProcess house, HttpClient key)
    {
        await AskAsync(key, "benchmark.run", new { suites = new[] { "recall", "tools" }, items = 60 });
        // So bad that every draw of sealed items shows what is better.
        foreach (var arm in (string[])["words", "meaning", "gist", "session", "entity", "graph", "hop"])
            await AskAsync(key, "improvement.tune", new { name = $"memory.retrieval.{arm}", value = "0" });
        await AskAsync(key, "benchmark.run", new { suites = new[] { "recall", "tools" }, items = 60 });
        var first = await ProposeAsync(key, "Words count", Better);
        await AskAsync(key, "improvement.test", new { proposal = first });
        await using (var owner = await house.SignInAsync("owner", Token))
        {
            using var asked = await key.PostAsJsonAsync("operations/improvement.deploy", new { proposal = first }, Token);
            Assert.Equal(HttpStatusCode.Accepted, asked.StatusCode);
            await owner.PressAsync(await owner.Screen.MessageAsync(message => Look.HasButton(message, "Approve"), Token), "Approve", Token);
            await owner.Screen.MessageAsync(message => Look.Says(message, "State: watched"), Token);
        }

        await AskAsync(key, "benchmark.run", new { suites = new[] { "recall", "tools" }, items = 60 });
        await AskAsync(key, "improvement.test", new { proposal = await ProposeAsync(key, "A hair less of what is cold", """{"memory.retrieval.cold":0.61}""") });
        await AskAsync(key, "improvement.search", new { suite = "recall", candidates = 5, seed = 4 });
    }

    private static async Task<string> ProposeAsync(HttpClient key, string title, string changes) => (await AskAsync(
        key, "improvement.propose", new { kind = "config", title, description = "What people remember are words: a name, a number, a place.", changes = JsonElement.Parse(changes) }))
        .GetProperty("proposal").GetProperty("number").GetInt64().ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static async Task<JsonElement> AskAsync(HttpClient key, string operation, object arguments)
    {
        using var answer = await key.PostAsJsonAsync($"operations/{operation}", arguments, Token);
        var text = await answer.Content.ReadAsStringAsync(Token);
        Assert.True(answer.IsSuccessStatusCode, $"{operation}: {text}");
        return JsonElement.Parse(text);
    }

    /// <summary>The picture has come, and is no wider than the screen.</summary>
    private static async Task IsSeenAsync(Microsoft.Playwright.ILocator embed)
    {
        var picture = embed.Locator("img").Last;
        await Expect(picture).ToBeVisibleAsync();
        await Expect(picture).ToHaveJSPropertyAsync("complete", true);
        Assert.True(await picture.EvaluateAsync<int>("picture => picture.naturalWidth") > 100);
    }

    private static async Task IsWholeAsync(EmulatorPage page, string name)
    {
        Assert.Equal(0, await page.Page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth"));
        await page.PhotographAsync(name);
    }
}
