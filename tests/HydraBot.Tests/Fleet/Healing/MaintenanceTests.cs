using HydraBot.Fleet;
using HydraBot.Hosting;
using HydraBot.Storage;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace HydraBot.Tests.Fleet.Healing;

public sealed class MaintenanceTests : IDisposable
{
    private readonly DirectoryInfo _storage = Directory.CreateTempSubdirectory("hydrabot-maintenance-");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _storage.Delete(recursive: true);

    [Fact]
    public async Task In_a_maintenance_window_its_containers_are_let_be_and_others_healed()
    {
        var healed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var (web, other) = (Sick("web", _ => Task.CompletedTask), Sick("other", _ =>
        {
            healed.TrySetResult();
            return Task.CompletedTask;
        }));
        await using var engine = await FakeDockerEngine.StartAsync(web, other);
        await using var road = await Rooms.BuildAsync(
            builder =>
            {
                builder.Services.AddSingleton<ApplicationPaths>();
                builder.AddStorage();
                builder.AddFleet();
                builder.AddFleetCare();
            },
            ("Storage:Path", _storage.FullName), ("Fleet:Engine", engine.Address), ("Fleet:Heal:Interval", "00:00:01"), ("Fleet:Metrics:Enabled", "false"), ("Fleet:Board:Enabled", "false"),
            ("Fleet:Heal:Maintenance:0:Schedule", "* * * * *"), ("Fleet:Heal:Maintenance:0:Length", "01:00:00"), ("Fleet:Heal:Maintenance:0:Containers", "w*"));

        // Both are looked at in the same round, the one in the window first.
        await healed.Task.WaitAsync(TimeSpan.FromMinutes(1), TimeProvider.System, Token);

        Assert.Equal(0, web.Restarts);
    }

    private static FakeContainer Sick(string name, Func<Microsoft.AspNetCore.Http.HttpContext, Task> restarted) => new(name) { Status = "Up 3 hours (unhealthy)", Health = "unhealthy", Restarted = restarted };
}
