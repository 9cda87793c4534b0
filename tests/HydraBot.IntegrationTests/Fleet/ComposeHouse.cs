using HydraBot.Fleet;
using HydraBot.Fleet.Compose;
using HydraBot.Hosting;
using HydraBot.Testing.Docker;
using HydraBot.Testing.Road;
using Microsoft.Extensions.DependencyInjection;

namespace HydraBot.IntegrationTests.Fleet;

/// <summary>A folder with a compose file, containers that look as Compose made them of it, and the rooms that care for both.</summary>
internal sealed class ComposeHouse : IAsyncDisposable
{
    /// <summary>Ends at once when it is told to stop, unlike a shell that is process 1.</summary>
    public const string Serve = "trap 'exit 0' TERM; while true; do sleep 1 & wait $!; done";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("hydrabot-compose-");

    private TestRoad? _road;

    public TestRoad Road => _road!;

    public string Folder => _folder.FullName;

    public string File => Path.Combine(Folder, "compose.yaml");

    public static async Task<ComposeHouse> StartAsync(string compose, params (string Key, string Value)[] settings)
    {
        var house = new ComposeHouse();
        await System.IO.File.WriteAllTextAsync(house.File, compose);
        house._road = await TestRoad.BuildAsync(
            builder =>
            {
                builder.AddFleet();
                builder.AddCompose();
                builder.AddOperationCatalog();
                builder.Services.AddSingleton(services => services.GetRequiredService<OperationJson>().Options);
            },
            [
                ("Fleet:Engine", TestContainers.Address), ("Fleet:ReadTimeout", "00:00:30"), ("Fleet:RestartTimeout", "00:00:30"), ("Fleet:Compose:Interval", "00:00:01"),
                ("Fleet:Compose:Retries", "2"), ("Fleet:Compose:Checks:0:Image", "hydrabot-test-*"), ("Fleet:Compose:Checks:0:Test", "test -f /tmp/ready"), ("Fleet:Compose:Checks:0:StartPeriod", "00:00:00"),
                .. settings,
            ]);
        return house;
    }

    /// <summary>What Compose writes on the container of a service.</summary>
    public Dictionary<string, string> Labels(string service) => new()
    {
        ["com.docker.compose.project"] = "test",
        ["com.docker.compose.service"] = service,
        ["com.docker.compose.project.config_files"] = File,
        ["com.docker.compose.project.working_dir"] = Folder,
    };

    public async ValueTask DisposeAsync()
    {
        await Road.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}
