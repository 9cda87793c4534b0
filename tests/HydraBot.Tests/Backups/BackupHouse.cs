using System.Text.Json;
using HydraBot.Backups;
using HydraBot.Fleet;
using HydraBot.Governance.Constitution;
using HydraBot.Governance.Operations;
using HydraBot.Governance.Readers;
using HydraBot.Hosting;
using HydraBot.Law.Constitution;
using HydraBot.Law.Evidence;
using HydraBot.Storage;
using HydraBot.Testing.Road;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Xunit;

namespace HydraBot.Tests.Backups;

/// <summary>A house that takes backups into a folder of its own, and the shipped law that looks for them there.</summary>
public sealed class BackupHouse : IAsyncDisposable
{
    private readonly DirectoryInfo _storage = Directory.CreateTempSubdirectory("hydrabot-backups-");

    private TestRoad? _road;

    public TestRoad Road => _road!;

    public string Folder => Path.Combine(_storage.FullName, "backups");

    public string Storage => _storage.FullName;

    public static async Task<BackupHouse> StartAsync(params (string Key, string Value)[] settings)
    {
        var house = new BackupHouse();
        house._road = await TestRoad.BuildAsync(
            builder =>
            {
                builder.Services.AddSingleton<ApplicationPaths>().AddSingleton<HousePlaces>().AddSingleton<IBackupEvidence, BackupEvidence>().AddSingleton<HydraBot.Hosting.Schedules.Errand>();
                builder.Services.AddOptions<ConstitutionOptions>().Configure(options => options.Places.Backups = builder.Configuration["Constitution:Places:Backups"]);
                builder.AddStorage();
                builder.AddFleet();
                builder.AddFleetCare();
                builder.AddBackups();
                builder.AddOperationCatalog();
                builder.Services.AddSingleton(services => services.GetRequiredService<OperationJson>().Options);
            },
            [
                ("Storage:Path", house._storage.FullName), ("Backups:Enabled", "false"), ("Backups:Discover", "false"), ("Fleet:ReadTimeout", "00:00:30"), ("Fleet:Heal:Enabled", "false"), ("Fleet:Metrics:Enabled", "false"), ("Fleet:Board:Enabled", "false"),
                ("Constitution:Places:Backups", house.Folder), .. settings,
            ]);
        return house;
    }

    /// <summary>Takes a backup of a target and returns it as programs get it.</summary>
    public async Task<JsonElement> BackUpAsync(string target)
    {
        var (_, value) = await Road.DoneAsync("backup.create", JsonSerializer.Serialize(new { target }));
        Assert.Empty(value.GetProperty("failures").EnumerateArray());
        return value.GetProperty("backups")[0];
    }

    /// <summary>The backup's file.</summary>
    public string FileOf(JsonElement backup) => Path.Combine(Folder, backup.GetProperty("name").GetString()!);

    /// <summary>Makes a backup older than it is.</summary>
    public void Age(JsonElement backup, DateTimeOffset at)
    {
        var manifest = BackupManifest.Of(FileOf(backup))! with { TakenAt = at };
        File.WriteAllText(FileOf(backup) + BackupManifest.Ending, manifest.Text());
    }

    public Task<(Card Card, JsonElement Value)> RestoreAsync(JsonElement backup) => Road.DoneAsync("backup.restore", Named(backup));

    public static string Named(JsonElement backup) => JsonSerializer.Serialize(new { backup = backup.GetProperty("name").GetString() });

    /// <summary>What the shipped law says of a statement, by the evidence that this house finds.</summary>
    internal Verdict Judge(string database, string sql) => new LawJudge(
            ConstitutionFile.Read("CONSTITUTION.yaml"), new ActReader(Road.Services.GetRequiredService<HousePlaces>().Places), Road.Services.GetRequiredService<IBackupEvidence>(), TimeProvider.System)
        .Judge("database.execute", OperationEffect.Destroy, null, CallerKind.Member, JsonSerializer.SerializeToElement(new { database, sql }));

    public async ValueTask DisposeAsync()
    {
        await Road.DisposeAsync();
        _storage.Delete(recursive: true);
    }
}
