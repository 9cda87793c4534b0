using System.Net;
using System.Text.Json;
using HydraBot.Law.Audit;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace HydraBot.Tests.Doors.Http;

/// <summary>Keys for some operations alone, limits, levels that the settings change, and what a key may take back.</summary>
public sealed class KeyOperationsTests : IAsyncLifetime
{
    private const string NarrowKey = "narrow-key-0123456789";

    private readonly DoorHouse _house = new(
        null,
        $"--Api:Keys:narrow:Token={NarrowKey}", "--Api:Keys:narrow:Access=Owner", "--Api:Keys:narrow:Operations:0=container.echo",
        "--Access:Operations:container.touch=Owner",
        "--Access:Limits:echoes:Operations:0=container.echo", "--Access:Limits:echoes:Members:0=eye", "--Access:Limits:echoes:Count=2", "--Access:Limits:echoes:Per=00:10:00");

    public async ValueTask InitializeAsync() => await _house.InitializeAsync();

    public ValueTask DisposeAsync() => _house.DisposeAsync();

    [Fact]
    public async Task A_key_for_one_operation_runs_that_and_sees_nothing_else()
    {
        Assert.Equal(HttpStatusCode.OK, (await _house.PostAsync("/operations/container.echo", """{"text": "a"}""", NarrowKey)).Status);
        (await _house.PostAsync("/operations/audit.tail", "{}", NarrowKey)).IsProblem(HttpStatusCode.Forbidden, "access");
        (await _house.PostAsync("/constitution/emergency/stop", """{"reason": "no"}""", NarrowKey)).IsProblem(HttpStatusCode.Forbidden, "access");
        foreach (var path in new[] { "/constitution/audit", "/constitution/audit/export", "/approvals", "/constitution/status" })
            (await _house.GetAsync(path, NarrowKey)).IsProblem(HttpStatusCode.Forbidden, "access");
    }

    [Fact]
    public async Task A_level_that_the_settings_raise_holds_at_the_door()
    {
        (await _house.PostAsync("/operations/container.touch", "{}", DoorHouse.OperatorKey)).IsProblem(HttpStatusCode.Forbidden, "access");
        Assert.Equal(HttpStatusCode.OK, (await _house.PostAsync("/operations/container.touch", "{}")).Status);
        var listed = (await _house.GetAsync("/operations")).Json.EnumerateArray().Single(one => one.GetProperty("name").GetString() == "container.touch");
        Assert.Equal("owner", listed.GetProperty("access").GetString());
    }

    [Fact]
    public async Task Whoever_does_it_too_often_is_told_when_they_may_again_and_others_are_not_held()
    {
        for (var turn = 0; turn < 2; turn++)
            Assert.Equal(HttpStatusCode.OK, (await _house.PostAsync("/operations/container.echo", """{"text": "a"}""", DoorHouse.ViewerKey)).Status);
        var refused = (await _house.PostAsync("/operations/container.echo", """{"text": "a"}""", DoorHouse.ViewerKey)).IsProblem(HttpStatusCode.TooManyRequests, "too-often");
        Assert.Contains("echoes", refused.Detail, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await _house.PostAsync("/operations/container.echo", """{"text": "a"}""", DoorHouse.OperatorKey)).Status);
    }

    [Fact]
    public async Task A_key_takes_back_what_it_asked_for_and_nothing_of_others()
    {
        var asked = await _house.PostAsync("/constitution/emergency/resume", null, DoorHouse.OperatorKey);
        Assert.Equal(HttpStatusCode.Accepted, asked.Status);
        var id = asked.Json.GetProperty("approvalId").GetGuid();
        var body = JsonSerializer.Serialize(new { approvalId = id });
        (await _house.PostAsync("/operations/approval.withdraw", body)).IsProblem(HttpStatusCode.BadGateway, "operation-failed");
        Assert.Equal("withdrawn", (await _house.PostAsync("/operations/approval.withdraw", body, DoorHouse.OperatorKey)).Json.GetProperty("state").GetString());
        Assert.Equal("withdrawn", (await _house.GetAsync($"/approvals/{id}")).Json.GetProperty("state").GetString());
    }

    [Fact]
    public async Task The_exported_record_is_checked_without_the_house()
    {
        await _house.PostAsync("/operations/container.echo", """{"text": "a"}""");
        Assert.Equal(HttpStatusCode.OK, (await _house.PostAsync("/operations/audit.checkpoint", "{}")).Status);
        using var client = _house.Client();
        var file = Path.Combine(_house.Storage, "export.jsonl");
        await File.WriteAllBytesAsync(file, await client.GetByteArrayAsync("/constitution/audit/export", Token), Token);
        var output = new StringWriter();
        Assert.Equal(0, await _house.Services.GetRequiredService<AuditFile>().VerifyAsync(file, output, Token));
        Assert.Contains("1 signed checkpoint", output.ToString(), StringComparison.Ordinal);
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(_house.Storage, "audit-key")));
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;
}
