using System.Text;
using System.Text.Json;
using HydraBot.Fleet.Disk;
using HydraBot.Governance.Operations;
using HydraBot.Storage;
using HydraBot.Tests.Backups;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace HydraBot.Tests.Fleet.Disk;

/// <summary>What fills the disks, on an engine that answers as Docker 29 does.</summary>
public sealed class DiskTests : IDisposable
{
    private const string Df =
        """
        {"ImageUsage":{"TotalSize":3000000,"Items":[
           {"Id":"sha256:aaaaaaaaaaaaaaaaaaaa","RepoTags":["web:1"],"RepoDigests":["web@sha256:11"],"Size":2000000,"SharedSize":500000,"Created":1700000000,"Labels":{}},
           {"Id":"sha256:bbbbbbbbbbbbbbbbbbbb","RepoTags":[],"RepoDigests":[],"Size":1000000,"SharedSize":-1,"Created":1700000000,"Labels":null}]},
         "ContainerUsage":{"Items":[{"Id":"c1","Names":["/web"],"ImageID":"sha256:aaaaaaaaaaaaaaaaaaaa","State":"running","SizeRw":70000,"Created":1700000000,"Labels":{},"Mounts":[{"Name":"data"}]}]},
         "VolumeUsage":{"Items":[{"Name":"data","UsageData":{"Size":900000,"RefCount":1},"CreatedAt":"2026-01-01T00:00:00Z","Labels":null}]},
         "BuildCacheUsage":{"Items":[
           {"ID":"old","Description":"RUN make","Size":400000,"InUse":false,"Shared":false,"LastUsedAt":"2026-01-01T00:00:00Z"},
           {"ID":"hot","Description":"RUN now","Size":500000,"InUse":true,"Shared":false,"LastUsedAt":"2026-01-01T00:00:00Z"}]}}
        """;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("hydrabot-folders-");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Usage_names_what_is_large_what_nobody_uses_and_when_a_disk_will_be_full()
    {
        Fill("films", 300_000);
        Fill("notes", 20_000);
        Directory.CreateSymbolicLink(Path.Combine(_folder.FullName, "notes", "loop"), _folder.FullName);
        await using var engine = await FakeServer.StartAsync(app => Engine(app));
        await using var house = await HouseAsync(engine);
        await GrowAsync(house);

        var (card, value) = await house.Road.DoneAsync("disk.usage");

        var parts = value.GetProperty("parts").EnumerateArray().ToDictionary(part => part.GetProperty("name").GetString()!, part => (part.GetProperty("bytes").GetInt64(), part.GetProperty("unused").GetInt64()));
        Assert.Equal((3_000_000, 1_000_000), parts["Images"]);
        Assert.Equal((900_000, 400_000), parts["Build cache"]);
        Assert.Equal((900_000, 0), parts["Volumes"]);
        Assert.Equal((70_000, 0), parts["Containers"]);
        Assert.Equal([300_000, 20_000], value.GetProperty("folders").EnumerateArray().Select(folder => folder.GetProperty("bytes").GetInt64()));
        var root = value.GetProperty("disks").EnumerateArray().First(disk => disk.GetProperty("path").GetString() == "/");
        Assert.StartsWith("Full in about", root.GetProperty("outlook").GetString(), StringComparison.Ordinal);
        Assert.Contains(card.Fields, field => field.Name == "/" && field.Value.Contains("Full in about", StringComparison.Ordinal));
        Assert.All(card.Fields, field => Assert.True(field.Value.Length <= 1024));
    }

    [Fact]
    public async Task A_cleanup_takes_of_the_build_cache_the_very_record_that_was_shown_and_nothing_in_use()
    {
        var pruned = new List<string>();
        await using var engine = await FakeServer.StartAsync(app => Engine(app, pruned.Add));
        await using var house = await HouseAsync(engine);

        var (_, preview) = await house.Road.DoneAsync("disk.preview");
        var item = Assert.Single(preview.GetProperty("items").EnumerateArray());
        Assert.Equal(("old", "buildCache"), (item.GetProperty("id").GetString(), item.GetProperty("kind").GetString()));
        // The image without a name has a history that no build made.
        Assert.Contains("imported", Assert.Single(preview.GetProperty("left").EnumerateArray()).GetProperty("reason").GetString(), StringComparison.Ordinal);

        var (_, report) = await house.Road.DoneAsync("disk.cleanup", JsonSerializer.Serialize(new { preview = preview.GetProperty("preview").GetInt64() }));
        Assert.Equal(["""{"id":{"old":true}}"""], pruned);
        Assert.Equal(400_000, report.GetProperty("bytes").GetInt64());
    }

    [Fact]
    public async Task A_preview_that_was_never_made_is_refused_with_what_to_do()
    {
        await using var house = await BackupHouse.StartAsync();
        Assert.Contains("/disk preview", await house.Road.FailedAsync("disk.cleanup", """{"preview": 12}"""), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_an_engine_the_disks_are_shown_all_the_same()
    {
        await using var house = await BackupHouse.StartAsync(("Fleet:Engine", $"unix://{_folder.FullName}/none.sock"));
        var (card, value) = await house.Road.DoneAsync("disk.usage");
        Assert.False(value.TryGetProperty("parts", out _));
        Assert.Contains(card.Fields, field => field.Value == "None answers.");
        Assert.StartsWith($"No container engine answers at unix://{_folder.FullName}/none.sock", await house.Road.FailedAsync("disk.preview"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("team=blue", true)]
    [InlineData("team", true)]
    [InlineData("team=red", false)]
    [InlineData("other", false)]
    [InlineData(null, true)]
    public void A_policy_for_a_label_covers_that_label_alone(string? label, bool covered) =>
        Assert.Equal(covered, new DiskOptions { Label = label }.Covers(new Dictionary<string, string> { ["team"] = "blue" }));

    private Task<BackupHouse> HouseAsync(FakeServer engine) => BackupHouse.StartAsync(
        ("Fleet:Engine", $"tcp://{engine.Address.Authority}"), ("Fleet:Disk:DanglingImages", "1.00:00:00"), ("Fleet:Disk:BuildCache", "1.00:00:00"), ("Fleet:Disk:Roots:0", _folder.FullName));

    private static void Engine(WebApplication app, Action<string>? pruned = null)
    {
        app.MapGet("/v1.41/system/df", () => Results.Text(Df, "application/json"));
        app.MapGet("/v1.41/images/{id}/history", () => Results.Text("""[{"Id":"sha256:bb","CreatedBy":"","Comment":"Imported from -"}]""", "application/json"));
        app.MapPost("/v1.41/build/prune", (string filters) =>
        {
            pruned?.Invoke(filters);
            return Results.Text("""{"CachesDeleted":["old"],"SpaceReclaimed":400000}""", "application/json");
        });
    }

    private void Fill(string folder, int bytes)
    {
        var path = Path.Combine(_folder.FullName, folder, "deep", "deeper");
        Directory.CreateDirectory(path);
        File.WriteAllBytes(Path.Combine(path, "file"), Encoding.ASCII.GetBytes(new string('x', bytes)));
    }

    /// <summary>Two days in which the root's disk filled steadily, and will be full within the horizon.</summary>
    private static async Task GrowAsync(BackupHouse house)
    {
        const long Hour = 3_600_000;
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds() / Hour * Hour;
        await house.Road.Services.GetRequiredService<Database>().WriteAsync(Durability.Process, async session =>
        {
            for (var hour = 0; hour < 72; hour++)
                await session.ExecuteAsync("INSERT INTO fleet_samples (series, step, at, total, samples) VALUES ('host/disk:/', @step, @at, @total, 1)", ("step", Hour), ("at", now - ((72 - hour) * Hour)), ("total", 40 + (hour * 0.5)));
            return 0;
        }, Token);
    }
}
