using System.Text.Json.Nodes;
using HydraBot.Testing.Drivers;
using HydraBot.Testing.Models;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace HydraBot.EndToEndTests.Browser;

/// <summary>Talking with a model on the page, through the whole house and a model server on a socket.</summary>
[Collection(ThePage.Name)]
public sealed class ChatOnThePageTests(Chromium chromium)
{
    private const int LongestMessage = 2000;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_long_answer_grows_on_the_page_and_ends_in_messages_that_keep_their_code_together()
    {
        var shown = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var model = await FakeModelServer.StartAsync(Token);
        model.Answer = async exchange =>
        {
            await exchange.WordAsync("The first words.\n\n```yaml\n");
            await shown.Task.WaitAsync(exchange.Gone);
            for (var line = 0; line < 150; line++)
                await exchange.WordAsync($"service_{line:000}: restarts always\n");
            await exchange.WordAsync("```\nThe last words.");
            await exchange.EndAsync();
        };
        await using var context = await chromium.NewContextAsync(Screen.Phone);
        await using var house = await HouseProcess.StartAsync(Token, null, $"--Inference:Endpoints:0:Url={model.Url}");
        await using var member = await house.SignInAsync("viewer", Token);
        await member.CommandAsync("chat", Token);
        var page = new EmulatorPage(await context.NewPageAsync(), house.Page, Screen.Phone);
        await page.OpenAsync("viewer", "command");

        await page.Composer.RunAsync("chat", ("prompt", "Which services are there?"));
        await Expect(page.Message("The first words.").Root).ToBeVisibleAsync();
        await page.PhotographAsync("chat-growing");
        shown.SetResult();
        await Expect(page.Message("The last words.").Root).ToContainTextAsync("service_149");
        await page.PhotographAsync("chat-whole");

        var messages = (await member.ReadAsync("command", Token)).Select(message => message!["content"]!.ToString()).Reverse().ToArray();
        Assert.True(messages.Length > 1, $"{messages.Length} messages");
        Assert.All(messages, message =>
        {
            Assert.InRange(message.Length, 1, LongestMessage);
            Assert.Equal(0, message.Split("```").Length % 2 - 1);
        });
        Assert.Equal(
            Enumerable.Range(0, 150).Select(line => $"service_{line:000}: restarts always"),
            messages.SelectMany(message => message.Split('\n')).Where(line => line.StartsWith("service_", StringComparison.Ordinal)));
        Assert.Empty(page.Problems);
    }

    [Fact]
    public async Task When_no_model_answers_the_page_says_which_addresses_were_tried_and_how_to_set_one()
    {
        await using var context = await chromium.NewContextAsync(Screen.Phone);
        await using var house = await HouseProcess.StartAsync(Token, null, "--Inference:Endpoints:0:Url=http://127.0.0.1:9/v1");
        await using var member = await house.SignInAsync("viewer", Token);
        await member.CommandAsync("chat", Token);
        var page = new EmulatorPage(await context.NewPageAsync(), house.Page, Screen.Phone);
        await page.OpenAsync("viewer", "command");

        await page.Composer.RunAsync("chat", ("prompt", "Is anybody there?"));

        await Expect(page.Message("127.0.0.1:9").Root).ToContainTextAsync("Inference:Endpoints");
        Assert.Empty(page.Problems);
    }
}
