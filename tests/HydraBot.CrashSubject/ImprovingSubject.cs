using System.Text.Json;
using HydraBot.Governance;
using HydraBot.Governance.Approvals;
using HydraBot.Governance.Journal;
using HydraBot.Governance.Operations;
using HydraBot.Hosting;
using HydraBot.Hosting.Secrets;
using HydraBot.Hosting.Tuning;
using HydraBot.Improvement;
using HydraBot.Improvement.Benchmarks;
using HydraBot.Improvement.Code;
using HydraBot.Improvement.Proposals;
using HydraBot.Law;
using HydraBot.Sandbox.Engine;
using HydraBot.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace HydraBot.CrashSubject;

/// <summary>A house that works on itself, with one dial and one suite that reads it: all else of it is the real thing.</summary>
internal static class ImprovingSubject
{
    public static readonly Tunable Dial = Tunable.Number("subject.dial", "dial", "The higher the better", 0, 0, 1_000_000);

    public static IHost Build(IReadOnlyDictionary<string, string?> settings, CrashPlan? plan = null)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection(settings);
        builder.Configuration["Improvement:Search:Enabled"] = "false";
        builder.Configuration["Improvement:Watch:Interval"] = "01:00:00";
        builder.Configuration["Improvement:Budget:HoursPerDay"] = "24";
        builder.Logging.SetMinimumLevel(LogLevel.None);
        builder.AddSecretMask().AddStorage().AddLaw();
        if (plan is not null)
        {
            var inner = builder.Services.Last(service => service.ServiceType == typeof(Database));
            builder.Services.Replace(ServiceDescriptor.Singleton<Database>(services => new CrashingDatabase((Database)inner.ImplementationFactory!(services), plan)));
        }

        builder.Services.AddSingleton<ApplicationPaths>().AddSingleton<HouseMark>().AddSingleton<LiveWorkers>();
        builder.AddImprovement();
        builder.Services.RemoveAll<IBenchmarkSuite>().AddSingleton<IBenchmarkSuite, DialSuite>();
        builder.AddTunables([Dial]).AddOperationCatalog();
        return builder.Build();
    }

    /// <summary>Proposes, tests, deploys and keeps or takes back, again and again; each thing that is promised is told.</summary>
    public static async Task RunAsync(IHost house, TextWriter output)
    {
        for (var turn = 0; ; turn++)
        {
            // One that is worse now and then, to be turned away.
            if (turn % 3 == 2)
                await TryAsync(house, "improvement.test", await DoneAsync(house, "improvement.propose", """{"kind":"config","title":"turn","description":"down","changes":{"subject.dial":1} }"""));
            var value = house.Services.GetRequiredService<Tuning>().Current.Number(Dial) + 10 + Random.Shared.Next(9);
            var proposed = await DoneAsync(house, "improvement.propose", $$"""{"kind":"config","title":"turn","description":"up","changes":{"subject.dial":{{value}} } }""");
            await output.WriteLineAsync($"added {proposed.Id:N}");
            // What a former life left approved is deployed beside this one, and may be better by then: that ends this turn.
            if (await TryAsync(house, "improvement.test", proposed) is not { State: ProposalState.Validated })
                continue;
            if (await AgreeAsync(house, "improvement.deploy", proposed) is not { State: ProposalState.Watched })
                continue;
            await output.WriteLineAsync($"deployed {proposed.Id:N} {value}");
            if (await TryAsync(house, turn % 2 == 0 ? "improvement.keep" : "improvement.rollback", proposed) is { } end)
                await output.WriteLineAsync($"ended {end.Id:N} {end.State}");
        }
    }

    /// <summary>Waits until the start of the house has put in order what a former life left.</summary>
    public static Task SettleAsync(IHost house) => house.Services.GetServices<IHostedService>().OfType<ReleaseRecovery>().Single().ExecuteTask ?? Task.CompletedTask;

    /// <summary>
    /// One life under a watchdog: ends what a former life left under watch, then proposes a patch, has it built, and releases it; each thing that is promised
    /// is told. It ends when the house asks for its restart.
    /// </summary>
    public static async Task RunCodeAsync(IHost house, TextWriter output)
    {
        await SettleAsync(house);
        var store = house.Services.GetRequiredService<ProposalStore>();
        var restart = house.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        foreach (var watched in await store.UnderWatchAsync(CancellationToken.None))
            await TryAsync(house, watched.Number % 3 == 0 ? "improvement.keep" : "improvement.rollback", watched);
        while (!restart.IsCancellationRequested)
        {
            // Each patch adds a file of its own, so that all of them apply whatever came of the others; some break the tests.
            var name = Guid.CreateVersion7().ToString("N");
            var patch = $"diff --git a/{name} b/{name}\nnew file mode 100644\n--- /dev/null\n+++ b/{name}\n@@ -0,0 +1 @@\n+{(Random.Shared.Next(4) == 0 ? "bad" : "good")}\n";
            var proposed = await DoneAsync(house, "improvement.propose", JsonSerializer.Serialize(new { kind = "code", title = "turn", description = "up", patch }));
            await output.WriteLineAsync($"added {proposed.Id:N}");
            if (await TryAsync(house, "improvement.test", proposed) is not { State: ProposalState.Validated })
                continue;
            if (await AgreeAsync(house, "improvement.release", proposed) is { State: ProposalState.Watched })
                await output.WriteLineAsync($"deployed {proposed.Id:N}");
        }
    }

    public static Task<OperationOutcome> AskAsync(IHost house, string operation, string arguments) => house.Services.GetRequiredService<GovernedExecutor>().ExecuteAsync(
        OperationRequest.Create(operation, JsonElement.Parse(arguments), Subject.Owner, Door.Chat, TimeProvider.System), null, CancellationToken.None);

    /// <summary>Asks for what takes an approval, agrees, and gives what the proposal is once it ran.</summary>
    private static async Task<Proposal> AgreeAsync(IHost house, string operation, Proposal proposal)
    {
        if (await AskAsync(house, operation, $$"""{"proposal":"{{proposal.Id}}"}""") is OperationOutcome.Waiting { Approval: var approval })
        {
            await house.Services.GetRequiredService<ApprovalDesk>().VoteAsync(approval.Id, Subject.Owner, agrees: true, CancellationToken.None);
            var journal = house.Services.GetRequiredService<IOperationJournal>();
            while ((await journal.FindAsync(approval.Request.Id, CancellationToken.None))!.State is RequestState.AwaitingApproval or RequestState.Approved or RequestState.Running)
                await Task.Yield();
        }

        return (await house.Services.GetRequiredService<ProposalStore>().FindAsync(proposal.Id, CancellationToken.None))!;
    }

    private static async Task<Proposal?> TryAsync(IHost house, string operation, Proposal proposal) =>
        await AskAsync(house, operation, $$"""{"proposal":"{{proposal.Id}}"}""") is OperationOutcome.Done { Result.Value: HydraBot.Improvement.Operations.ProposalView view } ? view.Proposal : null;

    private static async Task<Proposal> DoneAsync(IHost house, string operation, string arguments)
    {
        var outcome = await AskAsync(house, operation, arguments);
        return outcome is OperationOutcome.Done { Result.Value: HydraBot.Improvement.Operations.ProposalView view } ? view.Proposal : throw new InvalidOperationException($"{operation}: {outcome}");
    }

    /// <summary>Measures the dial, and nothing else.</summary>
    private sealed class DialSuite : IBenchmarkSuite
    {
        public string Name => "dial";

        public string Title => "The dial";

        public string Unit => "";

        public int Standard => 20;

        public bool IsGuard => true;

        public Task<string?> MissingAsync(CancellationToken cancellationToken) => Task.FromResult<string?>(null);

        public Task<IReadOnlyList<BenchmarkItem>> ItemsAsync(ItemSource source, int count, CancellationToken cancellationToken) =>
            Task.FromResult<IReadOnlyList<BenchmarkItem>>([.. Enumerable.Range(0, count).Select(number => new DialItem($"{number}"))]);

        public Task<Measurement> MeasureAsync(BenchmarkItem item, TuningSnapshot tuned, Clearance clearance, CancellationToken cancellationToken) =>
            Task.FromResult(new Measurement(tuned.Number(Dial) / 1_000_000, tuned.Number(Dial), 0));

        public double Difference(Measurement before, Measurement after) => Math.Sign(after.Value - before.Value);

        private sealed record DialItem(string Id) : BenchmarkItem(Id);
    }
}
