using Docker.DotNet.Models;
using HydraBot.Testing.Docker;
using HydraBot.Testing.Drivers;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace HydraBot.EndToEndTests.Browser;

/// <summary>The fleet is looked after on the page, on a phone: what interrupts or removes something waits for a person's ✅, who sees before what would happen.</summary>
[Collection(ThePage.Name)]
public sealed class FleetOnThePageTests(Chromium chromium) : IDisposable
{
    private const string Serve = "trap 'exit 0' TERM; while true; do sleep 1 & wait $!; done", DiskLabel = "hydrabot.test.disk";

    /// <summary>An engine that works takes its time, on a busy machine much of it.</summary>
    private const float Patience = 90_000;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("hydrabot-page-fleet-");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_missing_healthcheck_is_found_and_patched_and_a_bad_edition_is_deployed_and_rolled_back()
    {
        await using var containers = await TestContainers.RequireAsync(Token);
        var image = $"hydrabot-test-{containers.Prefix}:1";
        var file = Path.Combine(_folder.FullName, "compose.yaml");
        await File.WriteAllTextAsync(file, Compose(image, containers.Prefix), Token);
        await EditionAsync("COPY page.txt /page.txt");
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "page.txt"), "the second edition\n", Token);
        var web = await containers.RunAsync("web", $"touch /tmp/ready; {Serve}", cancellationToken: Token, labels: new Dictionary<string, string>
        {
            ["com.docker.compose.project"] = "test",
            ["com.docker.compose.service"] = "web",
            ["com.docker.compose.project.config_files"] = file,
            ["com.docker.compose.project.working_dir"] = _folder.FullName,
        });
        try
        {
            await using var house = await HouseProcess.StartAsync(
                Token, null, "--Fleet:Compose:Checks:0:Image=hydrabot-test-*", "--Fleet:Compose:Checks:0:Test=test -f /tmp/ready", "--Fleet:Compose:Interval=00:00:01", "--Sandbox:TestAtStart=false");
            await using var context = await chromium.NewContextAsync(Screen.Phone);
            var page = await OpenAsync(context, house);

            await page.Composer.RunAsync("healthcheck list");
            await Expect(page.Message("/healthcheck list").Root).ToContainTextAsync("have no healthcheck");
            await page.Composer.RunAsync("healthcheck propose", ("container", web));
            var proposed = page.Message($"A healthcheck for {web}");
            await Expect(proposed.Root).ToContainTextAsync("test -f /tmp/ready");
            await page.PhotographAsync("fleet-found");
            var proposal = (await proposed.Root.InnerTextAsync()).Split("proposal:")[1].Split(['`', '\n', ' '], StringSplitOptions.RemoveEmptyEntries)[0];

            await page.Composer.RunAsync("healthcheck apply", ("container", web), ("proposal", proposal));
            await AgreeAsync(page, "healthcheck.apply", "healthcheck:", "fleet-patch");
            await SaysAsync(page, $"{web} has a healthcheck and is healthy");
            Assert.Equal("healthy", (await containers.InspectAsync(web, Token)).State!.Health!.Status);
            Assert.Contains("    healthcheck:\n", await File.ReadAllTextAsync(file, Token), StringComparison.Ordinal);

            await page.Composer.RunAsync("deploy", ("container", web));
            await AgreeAsync(page, "container.deploy", web, "fleet-deploy");
            await SaysAsync(page, $"{web} is deployed and healthy");
            var deployed = await containers.InspectAsync(web, Token);
            Assert.Equal(image, deployed.Config!.Image);
            await page.PhotographAsync("fleet-deployed");

            await EditionAsync("ENTRYPOINT [\"/bin/sh\", \"-c\", \"echo no such table; exit 3\"]");
            await page.Composer.RunAsync("deploy", ("container", web));
            await AgreeAsync(page, "container.deploy", web, "fleet-deploy-bad");
            await SaysAsync(page, "rolled back");
            await page.PhotographAsync("fleet-rolled-back");
            var back = await containers.InspectAsync(web, Token);
            Assert.Equal((deployed.ID, true), (back.ID, back.State!.Running));
            Assert.Empty(page.Problems);
        }
        finally
        {
            await containers.ForgetImageAsync(image);
        }
    }

    [Fact]
    public async Task A_database_that_died_is_healed_networks_are_taken_apart_and_leftovers_cleaned_up()
    {
        await using var containers = await TestContainers.RequireAsync(Token);
        var app = await containers.MakeNetworkAsync("app", cancellationToken: Token);
        Action<CreateContainerParameters> onApp = wanted => wanted.HostConfig!.NetworkMode = app;
        await containers.RunAsync("web", Serve, change: onApp, cancellationToken: Token);
        var database = await containers.RunAsync(
            "db", $"echo the disk was full; {Serve}", restart: RestartPolicyKind.Always, heal: true, change: onApp, cancellationToken: Token, labels: new Dictionary<string, string> { ["hydrabot.data"] = "true" });
        var leftover = await containers.RunAsync("done", "exit 0", cancellationToken: Token, labels: new Dictionary<string, string> { ["hydrabot.cleanup"] = "true", [DiskLabel] = containers.Prefix });
        await containers.WaitAsync(leftover, Token);
        await using var house = await HouseProcess.StartAsync(
            Token, null, $"--Fleet:Heal:Containers={containers.Prefix}*", "--Fleet:Heal:Interval=00:00:01", "--Fleet:Alerts:Gather=00:00:00.2", "--Sandbox:TestAtStart=false",
            $"--Fleet:Networks:Prefix={containers.Prefix}", $"--Fleet:Networks:Zones:data:Containers:0={containers.Prefix}-db", "--Fleet:Networks:Zones:data:Internal=true",
            $"--Fleet:Networks:Zones:public:Containers:0={containers.Prefix}-web", $"--Fleet:Disk:Label={DiskLabel}={containers.Prefix}", "--Fleet:Disk:StoppedContainers=00:00:00");
        await using var context = await chromium.NewContextAsync(Screen.Phone);
        var page = await OpenAsync(context, house);

        await containers.KillAsync(database, Token);
        await page.GoToAsync("alerts");
        await Expect(page.Message($"{database} is down").Root).ToContainTextAsync("the disk was full", new() { Timeout = Patience });
        await page.PhotographAsync("fleet-sick");
        await AgreeAsync(page, "container.restart", database, "fleet-heal");
        await page.GoToAsync("alerts");
        await Expect(page.Message($"All clear, it was: {database} is down").Root).ToBeVisibleAsync(new() { Timeout = Patience });
        Assert.True((await containers.InspectAsync(database, Token)).State!.Running);
        await page.PhotographAsync("fleet-healed");

        await page.GoToAsync("command");
        await page.Composer.RunAsync("network plan");
        await page.Message("/network plan").Button("Apply").ClickAsync();
        await AgreeAsync(page, "network.apply", $"disconnect {database} from {app}", "fleet-segment");
        await SaysAsync(page, "The networks are as they are wanted");
        Assert.DoesNotContain(app, (await containers.InspectAsync(database, Token)).NetworkSettings!.Networks!.Keys);

        await page.Composer.RunAsync("disk preview");
        await Expect(page.Message("/disk preview").Root).ToContainTextAsync(leftover);
        await page.Message("/disk preview").Button("Clean up").ClickAsync();
        await AgreeAsync(page, "disk.cleanup", $"container {leftover}", "fleet-clean");
        await SaysAsync(page, "are free again");
        await page.PhotographAsync("fleet-cleaned");
        await Assert.ThrowsAsync<Docker.DotNet.DockerContainerNotFoundException>(() => containers.InspectAsync(leftover, Token));
        Assert.Empty(page.Problems);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static async Task<EmulatorPage> OpenAsync(Microsoft.Playwright.IBrowserContext context, HouseProcess house)
    {
        await using (var member = await house.SignInAsync("owner", Token))
            await member.CommandAsync("disk", Token);
        var page = new EmulatorPage(await context.NewPageAsync(), house.Page, Screen.Phone);
        await page.OpenAsync("owner", "command");
        return page;
    }

    /// <summary>Goes to where it is asked, reads what would happen, agrees, and comes back.</summary>
    private static async Task AgreeAsync(EmulatorPage page, string operation, string shown, string picture)
    {
        await page.GoToAsync("approvals");
        var asked = page.Message("Approval needed");
        await Expect(asked.Root).ToContainTextAsync(operation, new() { Timeout = Patience });
        await Expect(asked.Root).ToContainTextAsync(shown);
        await page.PhotographAsync(picture);
        await asked.Reaction("✅").ClickAsync();
        await page.GoToAsync("command");
    }

    private static Task SaysAsync(EmulatorPage page, string text) => Expect(page.Message(text).Root).ToBeVisibleAsync(new() { Timeout = Patience });

    private Task EditionAsync(string line) => File.WriteAllTextAsync(Path.Combine(_folder.FullName, "Dockerfile"), $"FROM {BusyboxImage.Name}\n{line}\n", Token);

    private static string Compose(string image, string mark) => $$"""
        services:
          web:
            image: {{image}} # ours
            build: .
            network_mode: none
            command: ["touch /tmp/ready; {{Serve.Replace("$", "$$", StringComparison.Ordinal)}}"]
            labels: { hydrabot.test: "{{mark}}", hydrabot.heal: "false" }

        """;
}
