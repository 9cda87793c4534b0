using System.Text.Json;
using HydraBot.Governance;
using HydraBot.Governance.Approvals;
using HydraBot.Governance.Audit;
using HydraBot.Governance.Constitution;
using HydraBot.Governance.Emergency;
using HydraBot.Governance.Journal;
using HydraBot.Governance.Operations;
using HydraBot.Governance.Readers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Xunit;

namespace HydraBot.Testing.Road;

/// <summary>The real road over stores in memory, with a law that allows everything: rooms are tested through it, since nothing else can clear an effect.</summary>
public sealed class TestRoad : IAsyncDisposable
{
    private const string Law = """
        version: test
        articles:
          - id: T1
            title: Everything is allowed
            text: On the test road everything is allowed.
            rules:
              - operations: ["*"]
                decision: allow
        """;

    private readonly IHost _host;

    private TestRoad(IHost host) => _host = host;

    /// <summary>Whatever the rooms registered.</summary>
    public IServiceProvider Services => _host.Services;

    /// <summary>Builds a house of these rooms alone; the settings are written as in the settings files.</summary>
    /// <param name="rooms">Adds the rooms, and the catalog after them.</param>
    /// <param name="settings">Keys such as <c>Fleet:Engine</c>.</param>
    public static async Task<TestRoad> BuildAsync(Action<IHostApplicationBuilder> rooms, params (string Key, string Value)[] settings)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        foreach (var (key, value) in settings)
            builder.Configuration[key] = value;
        var journal = new MemoryJournal();
        var nobody = new NobodyAsks();
        builder.Services
            .AddLogging()
            .AddSingleton(TimeProvider.System)
            .AddSingleton(ConstitutionReader.Read(Law))
            .AddSingleton(new SecretMask([]))
            .AddSingleton<IOperationJournal>(journal)
            .AddSingleton<IAuditLog>(journal)
            .AddSingleton<IApprovalStore>(nobody)
            .AddSingleton<IEmergencyStopStore>(nobody)
            .AddSingleton<EmergencyStop>()
            .AddSingleton<AuditScribe>()
            .AddSingleton<ApprovalDesk>()
            .AddSingleton<RoadTelemetry>()
            .AddSingleton(new ActReader(new Places()))
            .AddSingleton(services => new LawJudge(services.GetRequiredService<ConstitutionDocument>(), services.GetRequiredService<ActReader>(), null, services.GetRequiredService<TimeProvider>()))
            .AddSingleton<GovernedExecutor>();
        rooms(builder);
        var host = builder.Build();
        await host.StartAsync(TestContext.Current.CancellationToken);
        await host.Services.GetRequiredService<EmergencyStop>().LoadAsync(TestContext.Current.CancellationToken);
        return new TestRoad(host);
    }

    /// <summary>Runs an operation as somebody, and returns however it ended.</summary>
    /// <param name="operation">Its dotted name.</param>
    /// <param name="arguments">A JSON object.</param>
    /// <param name="access">The caller's access.</param>
    /// <param name="caller">Who it is.</param>
    /// <param name="progress">Told of each step, on the thread that makes it.</param>
    /// <param name="patience">Ends it early, as a caller who goes away does.</param>
    public async Task<OperationOutcome> RunAsync(
        string operation,
        string arguments = "{}",
        AccessLevel access = AccessLevel.Owner,
        string caller = "somebody",
        Action<OperationProgress>? progress = null,
        CancellationTokenSource? patience = null)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience?.Token ?? CancellationToken.None, TestContext.Current.CancellationToken);
        using var json = JsonDocument.Parse(arguments);
        var request = OperationRequest.Create(
            operation, json.RootElement.Clone(), new Caller(CallerKind.Member, caller, caller, access), Door.Chat, TimeProvider.System);
        return await Services.GetRequiredService<GovernedExecutor>().ExecuteAsync(request, progress is null ? null : new Told(progress), either.Token);
    }

    /// <summary>Runs one that must end well, and returns its card and its record as programs get it.</summary>
    public async Task<(Card Card, JsonElement Value)> DoneAsync(
        string operation, string arguments = "{}", AccessLevel access = AccessLevel.Owner, string caller = "somebody", Action<OperationProgress>? progress = null)
    {
        var outcome = await RunAsync(operation, arguments, access, caller, progress);
        var done = Assert.IsType<OperationOutcome.Done>(outcome, exactMatch: true);
        var options = Services.GetRequiredService<JsonSerializerOptions>();
        return (done.Result.Card, JsonSerializer.SerializeToElement(done.Result.Value, options.GetTypeInfo(done.Result.Value.GetType())));
    }

    /// <summary>Runs one that must fail, and returns the sentence for people.</summary>
    public async Task<string> FailedAsync(string operation, string arguments = "{}", string caller = "somebody", Action<OperationProgress>? progress = null) =>
        Assert.IsType<OperationOutcome.Failed>(await RunAsync(operation, arguments, caller: caller, progress: progress), exactMatch: true).Message;

    /// <summary>Values that a source suggests.</summary>
    public async Task<IReadOnlyList<string>> SuggestAsync(string operation, string parameter, string typed)
    {
        Assert.True(Services.GetRequiredService<OperationCatalog>().TryFind(operation, out var found));
        var source = (ISuggestionSource)Services.GetRequiredService(found.Suggestions[parameter]);
        return await source.SuggestAsync(typed, TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync(CancellationToken.None);
        _host.Dispose();
    }

    /// <summary>Unlike <see cref="Progress{T}"/>, in order and at once.</summary>
    private sealed class Told(Action<OperationProgress> listener) : IProgress<OperationProgress>
    {
        public void Report(OperationProgress value) => listener(value);
    }
}
