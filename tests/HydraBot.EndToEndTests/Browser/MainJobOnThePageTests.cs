using HydraBot.Testing.Docker;
using HydraBot.Testing.Drivers;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace HydraBot.EndToEndTests.Browser;

/// <summary>The main job as a person does it, on a phone and at a desk.</summary>
[Collection(ThePage.Name)]
public sealed class MainJobOnThePageTests(Chromium chromium)
{
    private const string Serve = "trap 'exit 0' TERM; while true; do sleep 1 & wait $!; done";

    public static TheoryData<bool> Screens => [true, false];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Screens))]
    public async Task A_person_types_restart_agrees_and_reads_that_the_container_restarted(bool phone)
    {
        var screen = phone ? Screen.Phone : Screen.Desk;
        await using var containers = await TestContainers.RequireAsync(Token);
        var container = await containers.RunAsync("web", Serve, cancellationToken: Token);
        var before = await containers.InspectAsync(container, Token);
        await using var context = await chromium.NewContextAsync(screen);
        await using var house = await HouseProcess.StartAsync(Token);
        await using (var member = await house.SignInAsync("operator", Token))
            await member.CommandAsync("restart", Token);
        var page = new EmulatorPage(await context.NewPageAsync(), house.Page, screen);

        await page.OpenAsync("operator", "command");
        await page.Composer.RunAsync("restart", ("container", container));
        var asked = page.Message("Approval needed");
        await Expect(asked.Root).ToContainTextAsync(container);
        await page.PhotographAsync("main-job-asked");

        await page.GoToAsync("approvals");
        var post = page.Message("Approval needed");
        await post.Reaction("✅").ClickAsync();
        await Expect(page.Message(container).Root).ToContainTextAsync("is running again");
        await page.GoToAsync("command");
        await Expect(page.Message(container).Root).ToContainTextAsync("is running again");
        await page.PhotographAsync("main-job-done");

        Assert.NotEqual(before.State!.StartedAt, (await containers.InspectAsync(container, Token)).State!.StartedAt);

        await page.Composer.RunAsync("audit verify");
        await Expect(page.Message("/audit verify").Embed("The audit chain holds")).ToContainTextAsync("entries");
        await page.PhotographAsync("main-job-proved");
        await page.Composer.RunAsync("status");
        await Expect(page.Message("/status").Root).ToContainTextAsync("Gate");
        await page.PhotographAsync("status");
        Assert.Empty(page.Problems);
    }
}
