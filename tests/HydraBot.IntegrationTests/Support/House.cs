using HydraBot.CrashSubject;
using HydraBot.Governance;
using HydraBot.Governance.Approvals;
using HydraBot.Governance.Audit;
using HydraBot.Governance.Emergency;
using HydraBot.Governance.Journal;
using HydraBot.Governance.Operations;
using HydraBot.Hosting;
using HydraBot.Law.Audit;
using HydraBot.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;

namespace HydraBot.IntegrationTests.Support;

/// <summary>A house in the test's own process, on a backend that may have a past.</summary>
public sealed class House : IAsyncDisposable
{
    private readonly IHost _host;

    private House(IHost host) => _host = host;

    public RecordingDoor Door { get; } = new();

    public FakeTimeProvider Time { get; } = new(DateTimeOffset.Parse("2026-11-22T10:00:00Z", System.Globalization.CultureInfo.InvariantCulture));

    public GovernedExecutor Executor => _host.Services.GetRequiredService<GovernedExecutor>();

    public ApprovalDesk Desk => _host.Services.GetRequiredService<ApprovalDesk>();

    public IApprovalStore Approvals => _host.Services.GetRequiredService<IApprovalStore>();

    public IOperationJournal Journal => _host.Services.GetRequiredService<IOperationJournal>();

    public IAuditLog Audit => _host.Services.GetRequiredService<IAuditLog>();

    public EmergencyStop Stop => _host.Services.GetRequiredService<EmergencyStop>();

    public IReadOnlyList<string> Effects => _host.Services.GetRequiredService<EffectFile>().Lines();

    public AuditScribe Scribe => _host.Services.GetRequiredService<AuditScribe>();

    public string DataFolder => _host.Services.GetRequiredService<ApplicationPaths>().Data;

    internal CheckpointKey Key => _host.Services.GetRequiredService<CheckpointKey>();

    internal CheckpointStore Checkpoints => _host.Services.GetRequiredService<CheckpointStore>();

    internal CheckpointWriter Writer => _host.Services.GetRequiredService<CheckpointWriter>();

    internal AuditSealer Sealer => _host.Services.GetRequiredService<AuditSealer>();

    internal AuditExport Export => _host.Services.GetRequiredService<AuditExport>();

    internal Database Database => _host.Services.GetRequiredService<Database>();

    public static async Task<House> StartAsync(Backend backend, IReadOnlyDictionary<string, string?>? settings = null)
    {
        House? house = null;
        var host = Subject.Build(settings ?? backend.Settings, backend.Effects, null, services => services
            .AddSingleton<TimeProvider>(_ => house!.Time)
            .AddSingleton<IApprovalDoor>(_ => house!.Door)
            .AddSingleton<INoticeBoard>(_ => house!.Door));
        house = new House(host);
        try
        {
            await host.StartAsync();
            return house;
        }
        catch
        {
            await ((IAsyncDisposable)host).DisposeAsync();
            throw;
        }
    }

    /// <summary>A key of another house.</summary>
    internal CheckpointKey StrangerKey() => new(new ApplicationPaths(new ConfigurationBuilder()
        .AddInMemoryCollection([new("Storage:Path", Path.Combine(DataFolder, "stranger"))]).Build()));

    public Task<OperationOutcome> AskAsync(
        string operation, string? text = null, Caller? caller = null, IProgress<OperationProgress>? progress = null) =>
        Subject.AskAsync(_host.Services, operation, text, caller, progress);

    /// <summary>Asks for something that waits.</summary>
    public async Task<Approval> AskAndWaitAsync(string operation, string text, Caller? caller = null) =>
        ((OperationOutcome.Waiting)await AskAsync(operation, text, caller)).Approval;

    public Task<VoteResult> VoteAsync(Guid approvalId, Caller? voter = null, bool agrees = true) =>
        Desk.VoteAsync(approvalId, voter ?? Subject.Owner, agrees, CancellationToken.None);

    public async Task<RequestState> StateAsync(Guid requestId) => (await Journal.FindAsync(requestId, CancellationToken.None))!.State;

    /// <summary>Runs SQL past the house, as somebody with the file in hand would.</summary>
    public async Task TamperAsync(string sql)
    {
        await using var connection = await Database.Source.OpenConnectionAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        await ((IAsyncDisposable)_host).DisposeAsync();
    }
}
