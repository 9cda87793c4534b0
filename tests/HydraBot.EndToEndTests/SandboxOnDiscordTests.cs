using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using HydraBot.Testing;
using HydraBot.Testing.Docker;
using HydraBot.Testing.Drivers;
using HydraBot.Testing.Models;
using Xunit;

namespace HydraBot.EndToEndTests;

/// <summary>Programs on Discord: the form, the menu of a message, the button that ends one.</summary>
public sealed class SandboxOnDiscordTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_program_is_written_in_a_form_and_answered_in_the_channel()
    {
        await using var house = await StartAsync();
        await using var member = await house.SignInAsync("operator", Token);

        var form = await member.Screen.FormAsync(await member.RunAsync("sandbox run", Token), Token);
        await member.FillAsync(form, Token, ("language", "python"), ("code", "print(input() * 2)"), ("stdin", "ab"));

        var answer = await member.Screen.MessageAsync(message => Look.Says(message, "Python: done"), Token);
        Assert.Contains("abab", Look.TextOf(answer), StringComparison.Ordinal);
        Assert.Contains("Exit code: 0", Look.TextOf(answer), StringComparison.Ordinal);
        Assert.False(Look.HasNoPreviews(answer));
    }

    [Fact]
    public async Task The_code_of_any_message_runs_from_its_menu()
    {
        await using var house = await StartAsync();
        await using var member = await house.SignInAsync("operator", Token);
        var message = await member.WriteAsync("command", "Look:\n```bash\necho $((6*7))\n```", Token);

        await member.RunOnAsync(message, "Run in sandbox", Token);

        Assert.Contains("42", Look.TextOf(await member.Screen.MessageAsync(found => Look.Says(found, "Bash: done"), Token)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Code_that_a_model_wrote_runs_by_a_button_with_the_access_of_whoever_presses_it()
    {
        await using var model = await FakeModelServer.StartAsync(Token);
        model.Answer = exchange => exchange.SayAsync("This adds them up:\n```python\nprint(sum(range(10)))\n```\nIt prints the sum.");
        await using var house = await StartAsync($"--Inference:Endpoints:0:Url={model.Url}");
        await using var viewer = await house.SignInAsync("viewer", Token);
        await using var member = await house.SignInAsync("operator", Token);
        await viewer.RunAsync("chat", Token, ("prompt", "Add up the numbers below ten"));

        var answer = await viewer.Screen.MessageAsync(message => Look.HasButton(message, "Run in sandbox"), Token);
        await viewer.PressAsync(answer, "Run in sandbox", Token);
        await viewer.Screen.MessageAsync(message => Look.Says(message, "Operator") && Look.Says(message, "access"), Token);
        var seen = await member.Screen.MessageAsync(message => Look.HasButton(message, "Run in sandbox"), Token);
        await member.PressAsync(seen, "Run in sandbox", Token);

        Assert.Contains("45", Look.TextOf(await member.Screen.MessageAsync(found => Look.Says(found, "Python: done"), Token)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_cancel_button_ends_a_program_for_good()
    {
        await using var house = await StartAsync();
        await using var member = await house.SignInAsync("operator", Token);
        var form = await member.Screen.FormAsync(await member.RunAsync("sandbox run", Token), Token);
        await member.FillAsync(form, Token, ("language", "bash"), ("code", "trap '' TERM INT; echo begun; while true; do sleep 1; done"));

        var running = await member.Screen.MessageAsync(message => Look.Says(message, "begun") && Look.HasButton(message, "Cancel"), Token);
        await member.PressAsync(running, "Cancel", Token);

        var ended = await member.Screen.MessageAsync(message => Look.Says(message, "was cancelled"), Token);
        Assert.False(Look.HasButton(ended, "Cancel"));
        using var key = house.OwnerKey();
        Assert.Equal(0, (int)(await key.GetFromJsonAsync<JsonNode>("sandbox/status", Token))!["running"]!);
    }

    [Fact]
    public async Task A_viewer_is_shown_no_form()
    {
        await using var house = await StartAsync();
        await using var member = await house.SignInAsync("viewer", Token);
        await member.RunAsync("sandbox run", Token);
        await member.Screen.MessageAsync(message => Look.IsEphemeral(message) && Look.Says(message, "access"), Token);
    }

    private static async Task<HouseProcess> StartAsync(params string[] settings)
    {
        var house = await HouseProcess.StartAsync(Token, storage: null, [.. TestSandboxImage.Arguments, .. settings]);
        using var key = house.OwnerKey();
        var status = (await key.GetFromJsonAsync<JsonNode>("sandbox/status", Token))!;
        if (status["engine"] is not null && status["image"]!["id"] is null)
            await BuildAsync(house.Storage);
        else if (status["engine"] is null)
        {
            await house.DisposeAsync();
            Parts.Require(false, status["reason"]!.ToString());
        }

        return house;
    }

    private static async Task BuildAsync(string storage)
    {
        Parts.Require(Environment.IsPrivilegedProcess && File.Exists("/usr/bin/mmdebstrap"), "The sandbox's image is built by root with mmdebstrap (apt-get install mmdebstrap).");
        using var build = Process.Start("dotnet", [Path.Combine(AppContext.BaseDirectory, "HydraBot.dll"), "sandbox", "build-image", $"--Storage:Path={storage}", .. TestSandboxImage.Arguments]);
        await build.WaitForExitAsync(Token);
        Assert.Equal(0, build.ExitCode);
    }
}
