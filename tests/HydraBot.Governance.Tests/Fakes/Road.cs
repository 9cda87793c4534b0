using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using HydraBot.Governance;
using HydraBot.Governance.Access;
using HydraBot.Governance.Approvals;
using HydraBot.Governance.Audit;
using HydraBot.Governance.Constitution;
using HydraBot.Governance.Emergency;
using HydraBot.Governance.Operations;
using HydraBot.Governance.Readers;
using HydraBot.Governance.Rules;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace HydraBot.Governance.Tests.Fakes;

/// <summary>The whole kernel around one room, with its storage in memory.</summary>
internal sealed class Road
{
    /// <summary>Reading and changing are free; a disruption takes one Operator, who may be the asker.</summary>
    public const string Free = """
        version: 1
        articles:
          - { id: free, title: Free, text: Free., rules: [{ effects: [read, change], decision: allow }] }
          - id: asked
            title: Somebody is asked
            text: Asked.
            rules: [{ effects: disrupt, decision: approve, approvers: { access: operator, asker: true, expires: "01:00:00" } }]
        """;

    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
        TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
    };

    public Road(
        string law = Free, Ledger? ledger = null, AccessOverrides? access = null, IReadOnlyList<AccessLimit>? limits = null, Delegation? delegation = null, OperationCatalog? catalog = null, bool people = true, Lines? lines = null)
    {
        Ledger = ledger ?? new Ledger();
        Catalog = catalog ?? new OperationCatalog([typeof(Room)], _ => Room, Json, access);
        Law = ConstitutionReader.Read(law);
        var scribe = new AuditScribe(Law, new SecretMask(["planted-secret"]), Time);
        Stop = new EmergencyStop(Ledger, scribe, Time);
        Desk = new ApprovalDesk(Ledger, scribe, Time, delegation);
        Limits = new PaceLimits(Time, limits);
        Lines = lines ?? new Lines();
        Telemetry = new RoadTelemetry(Catalog, Time, Lines.Of<RoadTelemetry>());
        Executor = new GovernedExecutor(Catalog, new LawJudge(Law, new ActReader(new Places()), null, Time), Stop, Ledger, Ledger, Desk, scribe, Telemetry, Time, Lines.Of<GovernedExecutor>(), Limits, people ? [People] : null);
    }

    public static Caller Owner { get; } = new(CallerKind.Member, "1", "owner", AccessLevel.Owner);

    public static Caller Operator { get; } = new(CallerKind.Member, "2", "operator", AccessLevel.Operator);

    public static Caller Viewer { get; } = new(CallerKind.Member, "3", "viewer", AccessLevel.Viewer);

    public static Caller Guest { get; } = new(CallerKind.Member, "4", "guest", AccessLevel.None);

    public Ledger Ledger { get; }

    public PaceLimits Limits { get; }

    public PeopleNow People { get; } = new();

    public Room Room { get; } = new();

    public OperationCatalog Catalog { get; }

    public ConstitutionDocument Law { get; }

    public RoadTelemetry Telemetry { get; }

    public Lines Lines { get; }

    public EmergencyStop Stop { get; }

    public ApprovalDesk Desk { get; }

    public GovernedExecutor Executor { get; }

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 11, 22, 10, 0, 0, TimeSpan.Zero));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>As the house does at start: without it, everything counts as stopped.</summary>
    public async Task<Road> LoadedAsync()
    {
        await Stop.LoadAsync(Token);
        return this;
    }

    public Task<OperationOutcome> AskAsync(string operation, Caller? caller = null, string arguments = "{}", CancellationToken? cancellationToken = null) =>
        Executor.ExecuteAsync(
            OperationRequest.Create(operation, JsonElement.Parse(arguments), caller ?? Owner, Door.Chat, Time), null, cancellationToken ?? Token);

    public async Task<Refusal> RefusedAsync(string operation, Caller? caller = null, string arguments = "{}") =>
        Assert.IsType<OperationOutcome.Refused>(await AskAsync(operation, caller, arguments)).Refusal;

    public async Task<Approval> WaitingAsync(string operation = "room.disrupt", Caller? caller = null, string arguments = "{}") =>
        Assert.IsType<OperationOutcome.Waiting>(await AskAsync(operation, caller, arguments)).Approval;

    public Task<VoteResult> VoteAsync(Approval approval, Caller voter, bool agrees = true) => Desk.VoteAsync(approval.Id, voter, agrees, Token);

    public Task<OperationOutcome> ResumeAsync(Approval approval, IProgress<OperationProgress>? progress = null) => Executor.ResumeAsync(approval.Id, progress, Token);
}
