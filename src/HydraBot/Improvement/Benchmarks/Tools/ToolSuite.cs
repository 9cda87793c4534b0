using System.Text.Json;
using HydraBot.Governance;
using HydraBot.Governance.Operations;
using HydraBot.Hosting.Tuning;

namespace HydraBot.Improvement.Benchmarks.Tools;

/// <summary>
/// Whether operations do what they should. Of every one it is tried that wrong arguments are turned away with a sentence: nothing runs then, so that it is
/// safe for those too that destroy. Those that only read are run as well, with arguments that name nothing that is there where they need some.
/// </summary>
internal sealed class ToolSuite(IServiceProvider services, TimeProvider time) : IBenchmarkSuite
{
    private static readonly JsonElement Wrong = JsonElement.Parse("""{"noSuchArgumentIsKnownAnywhere": true}""");

    public string Name => "tools";

    public string Title => "Tool execution: every reading operation is run, of every operation wrong arguments are turned away";

    public string Unit => "ms";

    public int Standard => 500;

    public bool IsGuard => true;

    public Task<string?> MissingAsync(CancellationToken cancellationToken) => Task.FromResult<string?>(null);

    public Task<IReadOnlyList<BenchmarkItem>> ItemsAsync(ItemSource source, int count, CancellationToken cancellationToken)
    {
        // Asked for late: the catalog is made of operations, and this suite stands behind one of them.
        var items = services.GetRequiredService<OperationCatalog>().All.SelectMany(operation => IsSafe(operation)
            ? new ToolItem[] { new($"{operation.Name} turns away", operation.Name, Wrong, Refused: true), new($"{operation.Name} runs", operation.Name, NobodysArguments.Of(operation.Schema), Refused: false) }
            : [new($"{operation.Name} turns away", operation.Name, Wrong, Refused: true)]).ToArray();
        new Random(source.Seed).Shuffle(items);
        return Task.FromResult<IReadOnlyList<BenchmarkItem>>(items.Length <= count ? items : items[..count]);
    }

    public async Task<Measurement> MeasureAsync(BenchmarkItem item, TuningSnapshot tuned, Clearance clearance, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(clearance);
        var tool = (ToolItem)item;
        var began = time.GetTimestamp();
        var request = OperationRequest.Create(tool.Operation, tool.Arguments, clearance.Caller, Door.Schedule, time, clearance.CorrelationId);
        var outcome = await services.GetRequiredService<GovernedExecutor>().ExecuteAsync(request, null, cancellationToken);
        var took = time.GetElapsedTime(began).TotalMilliseconds;
        var good = tool.Refused ? outcome is OperationOutcome.Refused { Refusal.Kind: RefusalKind.WrongArguments or RefusalKind.Access } : outcome is OperationOutcome.Done or OperationOutcome.Failed { IsBug: false };
        return new Measurement(good ? 1 : 0, took, took, Note: good ? null : Words(outcome));
    }

    private static bool IsSafe(Operation operation) =>
        operation.Effect == OperationEffect.Read && operation.TimeLimit <= TimeSpan.FromSeconds(30);

    private static string Words(OperationOutcome outcome) => outcome switch
    {
        OperationOutcome.Failed failed => failed.Message,
        OperationOutcome.Refused refused => refused.Refusal.Message,
        OperationOutcome.Cancelled cancelled => cancelled.Message,
        _ => $"it ended as {outcome.GetType().Name.ToLowerInvariant()}",
    };

    private sealed record ToolItem(string Id, string Operation, JsonElement Arguments, bool Refused) : BenchmarkItem(Id);
}
