using System.Text.Json;
using Docker.DotNet.Models;
using HydraBot.Fleet;
using HydraBot.Fleet.Networks;
using HydraBot.Hosting;
using HydraBot.Storage;
using HydraBot.Testing.Docker;
using HydraBot.Testing.Road;
using Microsoft.Extensions.DependencyInjection;

namespace HydraBot.IntegrationTests.Fleet;

/// <summary>The fleet with its networks on a real engine: zones name a test's own containers alone, so that nobody else's are touched.</summary>
internal sealed class NetworkHouse : IAsyncDisposable
{
    /// <summary>Answers whoever connects, and ends at once when it is told to stop.</summary>
    public const string Serve = "trap 'exit 0' TERM; /bin/busybox nc -ll -p 8080 -e /bin/echo hello & while true; do sleep 1 & wait $!; done";

    private readonly DirectoryInfo _storage = Directory.CreateTempSubdirectory("hydrabot-networks-");

    private TestRoad? _road;

    public TestRoad Road => _road!;

    public static async Task<NetworkHouse> StartAsync(TestContainers containers, params (string Key, string Value)[] settings)
    {
        var house = new NetworkHouse();
        house._road = await TestRoad.BuildAsync(
            builder =>
            {
                builder.Services.AddSingleton<ApplicationPaths>();
                builder.AddStorage();
                builder.AddFleet();
                builder.AddFleetCare();
                builder.AddNetworks();
                builder.AddOperationCatalog();
                builder.Services.AddSingleton(services => services.GetRequiredService<OperationJson>().Options);
            },
            [
                ("Storage:Path", house._storage.FullName), ("Fleet:Engine", TestContainers.Address), ("Fleet:ReadTimeout", "00:00:30"), ("Fleet:Heal:Enabled", "false"), ("Fleet:Metrics:Enabled", "false"), ("Fleet:Board:Enabled", "false"),
                ("Fleet:Networks:Prefix", containers.Prefix), ("Fleet:Networks:Settle", "00:00:30"),
                ("Fleet:Networks:Zones:data:Containers:0", $"{containers.Prefix}-db*"), ("Fleet:Networks:Zones:data:Internal", "true"),
                ("Fleet:Networks:Zones:inference:Containers:0", $"{containers.Prefix}-llm*"), ("Fleet:Networks:Zones:inference:Talks:0", "data"), ("Fleet:Networks:Zones:inference:Talks:1", "public"),
                ("Fleet:Networks:Zones:public:Containers:0", $"{containers.Prefix}-web*"), ("Fleet:Networks:Zones:public:Published", "true"),
                .. settings,
            ]);
        return house;
    }

    /// <summary>Puts a container on a network, by a name there and at an address of one's own.</summary>
    public static Action<CreateContainerParameters> On(string network, string? alias = null, string? address = null) => wanted =>
    {
        wanted.HostConfig!.NetworkMode = network;
        wanted.NetworkingConfig = new NetworkingConfig
        {
            EndpointsConfig = new Dictionary<string, EndpointSettings>
            {
                [network] = new() { Aliases = alias is null ? null! : [alias], IPAMConfig = address is null ? null! : new EndpointIPAMConfig { IPv4Address = address } },
            },
        };
    };

    /// <summary>A plan's number, and its steps.</summary>
    public async Task<(long Number, string[] Steps)> PlanAsync()
    {
        var (_, value) = await Road.DoneAsync("network.plan");
        return (value.GetProperty("plan").GetInt64(), [.. value.GetProperty("steps").EnumerateArray().Select(step => step.GetString()!)]);
    }

    public static string Named(long plan) => JsonSerializer.Serialize(new { plan });

    public async ValueTask DisposeAsync()
    {
        await Road.DisposeAsync();
        _storage.Delete(recursive: true);
    }
}
