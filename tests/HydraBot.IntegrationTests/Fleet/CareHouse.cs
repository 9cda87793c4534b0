using System.Collections.Concurrent;
using System.Threading.Channels;
using HydraBot.Fleet;
using HydraBot.Governance.Audit;
using HydraBot.Governance.Operations;
using HydraBot.Hosting;
using HydraBot.Storage;
using HydraBot.Testing.Docker;
using HydraBot.Testing.Road;
using Microsoft.Extensions.DependencyInjection;

namespace HydraBot.IntegrationTests.Fleet;

/// <summary>The fleet with all that it does by itself, on a real engine, kept to the containers of one test.</summary>
public sealed class CareHouse : IAsyncDisposable
{
    private readonly DirectoryInfo _storage = Directory.CreateTempSubdirectory("hydrabot-fleet-");

    private TestRoad? _road;

    public TestRoad Road => _road!;

    internal Board Notices { get; } = new();

    public static Task<CareHouse> StartAsync(TestContainers containers, params (string Key, string Value)[] settings) => StartAsync(containers, TimeProvider.System, settings);

    public static async Task<CareHouse> StartAsync(TestContainers containers, TimeProvider clock, params (string Key, string Value)[] settings)
    {
        var house = new CareHouse();
        house._road = await TestRoad.BuildAsync(
            builder =>
            {
                builder.Services.AddSingleton(clock).AddSingleton<ApplicationPaths>().AddSingleton<INoticeBoard>(house.Notices);
                builder.AddStorage();
                builder.AddFleet();
                builder.AddFleetCare();
                builder.AddOperationCatalog();
                builder.Services.AddSingleton(services => services.GetRequiredService<OperationJson>().Options);
            },
            [
                ("Storage:Path", house._storage.FullName), ("Fleet:Engine", TestContainers.Address), ("Fleet:ReadTimeout", "00:00:30"), ("Fleet:Heal:Interval", "00:00:01"),
                ("Fleet:Heal:BackOff", "00:00:01"), ("Fleet:Heal:Containers", $"{containers.Prefix}*"), ("Fleet:Alerts:Gather", "00:00:01"), .. settings,
            ]);
        return house;
    }

    /// <summary>Operations that ran, in order.</summary>
    public async Task<IReadOnlyList<string>> RanAsync() =>
        [.. (await Road.Services.GetRequiredService<IAuditLog>().TailAsync(500, CancellationToken.None)).Reverse().Select(AuditChain.Open).Where(entry => entry.Kind == AuditKind.Intent).Select(entry => entry.Operation!)];

    public async ValueTask DisposeAsync()
    {
        await Road.DisposeAsync();
        _storage.Delete(recursive: true);
    }

    /// <summary>Remembers the newest form of each named notice, and lets tests wait for one.</summary>
    internal sealed class Board : INoticeBoard
    {
        private readonly Channel<Notice> _shown = Channel.CreateUnbounded<Notice>();

        public ConcurrentDictionary<string, Notice> Newest { get; } = [];

        public ConcurrentQueue<Notice> All { get; } = [];

        public ValueTask PostAsync(NoticeTopic topic, Card card, CancellationToken cancellationToken) => ShowAsync(new Notice(topic, Guid.CreateVersion7().ToString("N"), card), cancellationToken);

        public ValueTask ShowAsync(Notice notice, CancellationToken cancellationToken)
        {
            Newest[notice.Key] = notice;
            All.Enqueue(notice);
            return _shown.Writer.WriteAsync(notice, cancellationToken);
        }

        public async Task<Notice> UntilAsync(Predicate<Notice> isIt, CancellationToken cancellationToken)
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            patience.CancelAfter(TimeSpan.FromSeconds(90));
            while (true)
            {
                var notice = await _shown.Reader.ReadAsync(patience.Token);
                if (isIt(notice))
                    return notice;
            }
        }
    }
}
