using HydraBot.Governance.Operations;
using HydraBot.Hosting.Status;
using HydraBot.Testing.Road;
using HydraBot.Workshops;
using HydraBot.Workshops.Calls;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Xunit;

namespace HydraBot.Tests.Workshops;

/// <summary>What holds of every workshop.</summary>
public class LineTests
{
    public static readonly TheoryData<string, string, string> Workshops = new()
    {
        { "comfyui.status", "{}", "Workshops:ComfyUI" },
        { "n8n.workflows", "{}", "Workshops:N8n" },
        { "letta.agents", "{}", "Workshops:Letta" },
        { "crews.inputs", "{}", "Workshops:Crews" },
    };

    [Theory, MemberData(nameof(Workshops))]
    public async Task One_that_is_not_set_up_says_which_setting_sets_it_up(string operation, string arguments, string setting)
    {
        await using var road = await Rooms.BuildAsync(builder => builder.AddWorkshops());
        Assert.Contains($"is not set up: set {setting}:Url", await road.FailedAsync(operation, arguments), StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Workshops))]
    public async Task One_that_does_not_answer_is_named_with_its_setting(string operation, string arguments, string setting)
    {
        await using var road = await Rooms.BuildAsync(builder => builder.AddWorkshops(), ($"{setting}:Url", "http://127.0.0.1:1"));
        Assert.Contains($"at http://127.0.0.1:1 does not answer ({setting}:Url): connection refused", await road.FailedAsync(operation, arguments), StringComparison.Ordinal);
        var status = await road.Services.GetServices<IStatusSource>().OfType<WorkshopsStatus>().Single().ReadAsync(TestContext.Current.CancellationToken);
        Assert.Equal(CardSeverity.Warning, status.Severity);
        Assert.Single(status.Concerns);
    }

    [Theory, MemberData(nameof(Workshops))]
    public async Task A_wrong_key_a_redirect_a_page_and_a_flood_each_have_their_sentence(string operation, string arguments, string setting)
    {
        await using var standIn = await FakeComfyUI.StartAsync();
        await using var road = await Rooms.BuildAsync(builder => builder.AddWorkshops(), ($"{setting}:Url", standIn.Url), ("Workshops:Letta:Api", "Rest"));

        standIn.Instead = context => StandIn.Json(context, 401, """{"message":"unauthorized"}""");
        Assert.Contains($"refuses the key (401): {setting}:ApiKey is unauthorized", await road.FailedAsync(operation, arguments), StringComparison.Ordinal);
        standIn.Instead = context =>
        {
            context.Response.Redirect("http://169.254.169.254/latest/meta-data");
            return Task.CompletedTask;
        };
        Assert.Contains("points somewhere else (302)", await road.FailedAsync(operation, arguments), StringComparison.Ordinal);
        standIn.Instead = context => context.Response.WriteAsync("<html>login</html>");
        Assert.Contains($"no JSON; look whether {setting}:Url", await road.FailedAsync(operation, arguments), StringComparison.Ordinal);
        standIn.Instead = async context =>
        {
            for (var part = 0; part < 200 && !context.RequestAborted.IsCancellationRequested; part++)
                await context.Response.Body.WriteAsync(new byte[64 * 1024], context.RequestAborted);
        };
        Assert.Contains("sends more than 8 MB", await road.FailedAsync(operation, arguments), StringComparison.Ordinal);
        standIn.Instead = context =>
        {
            context.Abort();
            return Task.CompletedTask;
        };
        Assert.Contains("does not answer", await road.FailedAsync(operation, arguments), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("@evil.example/x")]
    [InlineData(":81/x")]
    [InlineData(".evil.example/x")]
    [InlineData("/../admin")]
    public void No_path_leads_away_from_the_address_that_was_set(string path)
    {
        using var line = new WorkshopLine("n8n", "Workshops:N8n", new WorkshopOptions { Url = "http://n8n.home/n8n" });
        var fault = Record.Exception(() => line.Address(path));
        Assert.True(fault is OperationException or UriFormatException, $"{path} gave {(fault is null ? line.Address(path) : fault)}");
    }

    [Theory]
    [InlineData("Workshops:N8n:Url", "n8n.home", "Workshops:N8n:Url is 'n8n.home'; allowed is an http or https address")]
    [InlineData("Workshops:Crews:Url", "http://u:p@crew.home", "Workshops:Crews:Url is")]
    [InlineData("Workshops:ComfyUI:TimeLimit", "1.00:00:00", "Workshops:ComfyUI:TimeLimit is '1.00:00:00'; allowed is 00:00:01 to 00:55:00")]
    [InlineData("Workshops:Crews:Named:a:Url", "ftp://x", "Workshops:Crews:Named:a:Url is 'ftp://x'")]
    public async Task A_wrong_setting_stops_the_start(string key, string value, string said)
    {
        var fault = await Assert.ThrowsAsync<OptionsValidationException>(() => Rooms.BuildAsync(builder => builder.AddWorkshops(), (key, value)));
        Assert.Contains(said, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Workshops_that_answer_are_well_in_the_status()
    {
        await using var comfy = await FakeComfyUI.StartAsync();
        await using var letta = await FakeLetta.StartAsync(rest: true);
        letta.Key = null;
        await using var road = await Rooms.BuildAsync(builder => builder.AddWorkshops(), ("Workshops:ComfyUI:Url", comfy.Url), ("Workshops:Letta:Url", letta.Url));
        var status = await road.Services.GetServices<IStatusSource>().OfType<WorkshopsStatus>().Single().ReadAsync(TestContext.Current.CancellationToken);
        Assert.Equal("🟢 ComfyUI: 0.9.1, cuda:0 RTX 3090 12.0 of 24.0 GB free\n🟢 Letta: 2 agents", status.Text);
    }
}
