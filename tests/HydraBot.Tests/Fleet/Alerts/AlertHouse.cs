using System.Threading.Channels;
using HydraBot.Fleet;
using HydraBot.Fleet.Alerts;
using HydraBot.Governance.Operations;
using HydraBot.Hosting;
using HydraBot.Storage;
using HydraBot.Testing.Drivers;
using HydraBot.Testing.Road;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace HydraBot.Tests.Fleet.Alerts;

/// <summary>The fleet's alerts, by a clock that the test moves, and everything that people were told.</summary>
internal sealed class AlertHouse : INoticeBoard, IAsyncDisposable
{
    private readonly DirectoryInfo _storage = Directory.CreateTempSubdirectory("hydrabot-alerts-");
    private readonly Channel<Told> _told = Channel.CreateUnbounded<Told>();

    private TestRoad? _road;

    public TestRoad Road => _road!;

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 11, 29, 12, 0, 0, TimeSpan.Zero));

    public AlertDesk Desk => Road.Services.GetRequiredService<AlertDesk>();

    public static async Task<AlertHouse> StartAsync(params (string Key, string Value)[] settings)
    {
        var house = new AlertHouse();
        house._road = await Rooms.BuildAsync(
            builder =>
            {
                builder.Services.AddSingleton<TimeProvider>(house.Time).AddSingleton<ApplicationPaths>().AddSingleton<INoticeBoard>(house);
                builder.AddStorage();
                builder.AddFleet();
                builder.AddFleetCare();
            },
            [
                ("Storage:Path", house._storage.FullName), ("Fleet:Engine", "unix:///nowhere/docker.sock"), ("Fleet:Heal:Enabled", "false"), ("Fleet:Metrics:Enabled", "false"), ("Fleet:Board:Enabled", "false"),
                ("Fleet:Alerts:Gather", "00:00:00"), ("Fleet:Alerts:EscalateAfter", "00:15:00"), .. settings,
            ]);
        return house;
    }

    public ValueTask PostAsync(NoticeTopic topic, Card card, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public ValueTask ShowAsync(Notice notice, CancellationToken cancellationToken) => _told.Writer.WriteAsync(new Told(notice, Time.GetUtcNow()), cancellationToken);

    public Task RaiseAsync(string container, AlertSeverity severity, CancellationToken cancellationToken) =>
        Desk.RaiseAsync(new AlertSignal($"container:{container}", "healing", container, severity, $"`{container}` is down"), cancellationToken);

    /// <summary>Moves the clock until people are told this.</summary>
    public Task<Told> UntilAsync(Predicate<Notice> isIt, TimeSpan step, CancellationToken cancellationToken) => Time.UntilAsync(ReadAsync(isIt, cancellationToken), step, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await Road.DisposeAsync();
        _storage.Delete(recursive: true);
    }

    private async Task<Told> ReadAsync(Predicate<Notice> isIt, CancellationToken cancellationToken)
    {
        while (true)
        {
            var told = await _told.Reader.ReadAsync(cancellationToken);
            if (isIt(told.Notice))
                return told;
        }
    }

    /// <summary>What people were told, and when.</summary>
    internal sealed record Told(Notice Notice, DateTimeOffset At);
}
