using System.Net;
using HydraBot.Fleet.Alerts;
using HydraBot.Memory.Diary;
using HydraBot.Tests.Doors.Http;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace HydraBot.Tests.Memory;

/// <summary>What the house did, asked for later.</summary>
public sealed class DiaryTests
{
    private const string Secret = "hunter2-and-more";

    [Fact]
    public async Task What_the_house_did_is_found_by_name_and_time_by_those_who_may_do_it()
    {
        await using var house = new DoorHouse();
        await house.InitializeAsync();
        Assert.Equal(HttpStatusCode.OK, (await house.PostAsync("/operations/container.touch", $$"""{"password":"{{Secret}}"}""")).Status);
        await house.PostAsync("/operations/container.poke", """{"name":"jellyfin"}""");
        await house.PostAsync("/operations/container.echo", """{"text":"jellyfin"}""");
        var diary = house.Services.GetRequiredService<HouseDiary>();
        await diary.CatchUpAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, await diary.CatchUpAsync(TestContext.Current.CancellationToken));

        var acts = await SearchAsync(house, "what was touched and poked today", DoorHouse.OwnerKey);
        Assert.Contains(acts, act => act.Contains("container touch", StringComparison.Ordinal) && act.Contains("was done", StringComparison.Ordinal));
        Assert.DoesNotContain(acts, act => act.Contains(Secret, StringComparison.Ordinal) || act.Contains("echo", StringComparison.Ordinal));
        Assert.Contains("HydraBot started.", acts);
        Assert.Contains(await SearchAsync(house, "what was touched", DoorHouse.OperatorKey), act => act.Contains("container touch", StringComparison.Ordinal));
        Assert.DoesNotContain(await SearchAsync(house, "what was touched today", DoorHouse.ViewerKey), act => act.Contains("touch", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_incident_is_remembered_with_its_end()
    {
        await using var house = new DoorHouse(null, "--Fleet:Alerts:Gather=00:00:00");
        await house.InitializeAsync();
        var desk = house.Services.GetRequiredService<AlertDesk>();
        await desk.RaiseAsync(new AlertSignal("disk:okapi", "test", "Disks", AlertSeverity.Critical, "The disk of okapi is full", "99 % of 2 TB"), TestContext.Current.CancellationToken);
        var raised = await UntilAsync(house, "disk of okapi", "99 % of 2 TB");
        Assert.DoesNotContain("<t:", raised, StringComparison.Ordinal);
        await desk.ClearAsync("disk:okapi", "40 %", TestContext.Current.CancellationToken);
        Assert.StartsWith("All clear", await UntilAsync(house, "disk of okapi all clear", "All clear"), StringComparison.Ordinal);
    }

    private static async Task<string> UntilAsync(DoorHouse house, string query, string part)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(60));
        while (true)
        {
            if ((await SearchAsync(house, query, DoorHouse.ViewerKey)).FirstOrDefault(found => found.Contains(part, StringComparison.Ordinal)) is { } found)
                return found;
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, patience.Token);
        }
    }

    [Fact]
    public async Task What_was_told_is_not_told_again_when_the_house_forgot_how_far_it_had_read()
    {
        await using var house = new DoorHouse();
        await house.InitializeAsync();
        await house.PostAsync("/operations/container.touch", "{}");
        var diary = house.Services.GetRequiredService<HouseDiary>();
        await diary.CatchUpAsync(TestContext.Current.CancellationToken);
        var before = await SearchAsync(house, "touch started today", DoorHouse.OwnerKey);

        await house.Services.GetRequiredService<Storage.Database>().WriteAsync(
            Storage.Durability.Disk, session => session.ExecuteAsync("DELETE FROM memory_cursors"), TestContext.Current.CancellationToken);
        await diary.CatchUpAsync(TestContext.Current.CancellationToken);

        // The house may have done more meanwhile.
        var after = await SearchAsync(house, "touch started today", DoorHouse.OwnerKey);
        Assert.NotEmpty(before);
        Assert.All(before, told => Assert.Single(after, told));
    }

    [Fact]
    public async Task A_time_in_the_question_lifts_what_happened_then_and_finds_it_alone()
    {
        await using var house = new DoorHouse();
        await house.InitializeAsync();
        string[] swapped = ["A disk of the nas was swapped in the morning", "A disk of the nas was swapped at noon", "A disk of the nas was swapped in the evening", "The router was moved to the cellar"];
        foreach (var (place, content) in swapped.Index())
            Assert.Equal(HttpStatusCode.OK, (await house.PostAsync("/memory", $$"""{"content":"{{content}}","occurredAt":"2025-0{{place + 4}}-15T10:00:00Z","tags":["disks"]}""")).Status);

        foreach (var (place, month) in new[] { "April", "May", "June" }.Index())
            Assert.Equal(swapped[place], (await SearchAsync(house, $"which nas disk was swapped in {month} 2025", DoorHouse.OwnerKey, "&tags=disks"))[0]);
        Assert.Equal([swapped[3]], await SearchAsync(house, "2025-07", DoorHouse.OwnerKey, "&tags=disks"));
        Assert.Empty(await SearchAsync(house, "2025-07", DoorHouse.ViewerKey, "&tags=disks"));
    }

    private static async Task<string[]> SearchAsync(DoorHouse house, string query, string key, string more = "")
    {
        var answer = await house.GetAsync($"/memory/search?q={Uri.EscapeDataString(query)}&limit=50{more}", key);
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        return [.. answer.Json.EnumerateArray().Select(memory => memory.GetProperty("content").GetString()!)];
    }
}
